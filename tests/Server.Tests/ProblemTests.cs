using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

public class ProblemTests(SharedServers servers)
{
    private readonly HttpClient _client = servers.Integers.Public;

    [Theory]
    [InlineData("/search", """{}""", "query")]
    [InlineData("/search", """{"query":null}""", "query")]
    [InlineData("/search", """{"query":""}""", "query")]
    [InlineData("/search", """{"query":" \t　"}""", "query")]
    [InlineData("/search", """{"query":7}""", "query")]
    [InlineData("/search", """{"query":["a"]}""", "query")]
    [InlineData("/search", """{"query":"\ud800"}""", "query")]
    [InlineData("/search", """{"Query":"a"}""", "Query query")]
    [InlineData("/search", """{"query":"a","limit":3}""", "limit")]
    [InlineData("/search", """{"query":"a","query":"b"}""", "query")]
    [InlineData("/search", """{"query":"a","k":0}""", "k")]
    [InlineData("/search", """{"query":"a","k":101}""", "k")]
    [InlineData("/search", """{"query":"a","k":-1}""", "k")]
    [InlineData("/search", """{"query":"a","k":2.5}""", "k")]
    [InlineData("/search", """{"query":"a","k":"10"}""", "k")]
    [InlineData("/search", """{"query":"a","k":99999999999999}""", "k")]
    [InlineData("/search", """{"query":"a","user_id":{}}""", "user_id")]
    [InlineData("/search", """{"query":"","k":0,"user_id":""}""", "query k user_id")]
    [InlineData("/search", """{"query":"a","filters":[]}""", "filters")]
    [InlineData("/search", """{"query":"a","filters":"Computers"}""", "filters")]
    [InlineData("/search", """{"query":"a","filters":{"colour":"red"}}""", "filters.colour")]
    [InlineData("/search", """{"query":"a","filters":{"category":7}}""", "filters.category")]
    [InlineData("/search", """{"query":"a","filters":{"category":" "}}""", "filters.category")]
    [InlineData("/search", """{"query":"a","filters":{"price_min":"1"}}""", "filters.price_min")]
    [InlineData("/search", """{"query":"a","filters":{"price_min":-1,"price_max":1e999}}""", "filters.price_min filters.price_max")]
    [InlineData("/search", """{"query":"a","filters":{"price_min":5,"price_max":4.99}}""", "filters.price_max")]
    [InlineData("/search", """[]""", "body")]
    [InlineData("/search", "\"keyboard\"", "body")]
    [InlineData("/search", """null""", "body")]
    [InlineData("/search", """{"\udc00":1,"query":"a"}""", "body")]
    [InlineData("/recommend", """{}""", "user_id")]
    [InlineData("/recommend", """{"user_id":null}""", "user_id")]
    [InlineData("/recommend", """{"user_id":true}""", "user_id")]
    [InlineData("/recommend", """{"user_id":""}""", "user_id")]
    [InlineData("/recommend", """{"user_id":1,"history":"1003"}""", "history")]
    [InlineData("/recommend", """{"user_id":1,"history":[null]}""", "history[0]")]
    [InlineData("/recommend", """{"user_id":1,"history":[1003,{"type":"view"}]}""", "history[1].product_id")]
    [InlineData("/recommend", """{"user_id":1,"history":[{"product_id":1003,"type":"seen"}]}""", "history[0].type")]
    [InlineData("/recommend", """{"user_id":1,"history":[{"product_id":1003,"typ":"view"}]}""", "history[0].typ")]
    [InlineData("/recommend", """{"user_id":1,"history":[{"product_id":1003,"timestamp":"soon"}]}""", "history[0].timestamp")]
    public async Task The_field_at_fault_is_named(string path, string body, string fields)
    {
        var reply = await _client.PostAsync(path, body);
        Assert.Equal(fields.Split(' '), reply.AssertProblem(HttpStatusCode.BadRequest));
        Assert.Contains(fields.Split(' ')[0], reply.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_field_is_answered_with_the_known_ones()
    {
        var reply = await _client.PostAsync("/search", """{"querry":"keyboard"}""");
        Assert.Contains(
            "query, k, offset, user_id, filters, facets",
            reply.Json.GetProperty("errors").GetProperty("querry")[0].GetString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("keyboard")]
    [InlineData("""{"query":"a"} x""")]
    [InlineData("""{"query":"a",}""")]
    [InlineData("""{'query':'a'}""")]
    [InlineData("""{"query":"a","filters":[[[[[[[[[[1]]]]]]]]]]}""")]
    public async Task What_is_not_json_is_refused(string body)
    {
        var reply = await _client.PostAsync("/search", body);
        Assert.Empty(reply.AssertProblem(HttpStatusCode.BadRequest));
        Assert.Contains("line 1", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invalid_utf8_is_refused()
    {
        var content = new ByteArrayContent([.. "{\"query\":\""u8, 0xFF, 0xFE, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Assert.Equal(["query"], (await _client.SendAsync(HttpMethod.Post, "/search", content)).AssertProblem(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Another_content_type_is_refused(string? type)
    {
        var content = new ByteArrayContent([.. "{\"query\":\"a\"}"u8]);
        if (type is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        (await _client.SendAsync(HttpMethod.Post, "/search", content)).AssertProblem(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_compressed_body_is_refused()
    {
        var content = new StringContent("{}", Encoding.UTF8, "application/json");
        content.Headers.ContentEncoding.Add("gzip");
        (await _client.SendAsync(HttpMethod.Post, "/search", content)).AssertProblem(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("/search", 64 * 1024, false)]
    [InlineData("/recommend", 64 * 1024, true)]
    [InlineData("/events", 1024 * 1024, false)]
    public async Task A_body_beyond_the_limit_is_refused(string path, int limit, bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(new string(' ', limit + 1), Encoding.UTF8, "application/json"),
        };
        request.Headers.ExpectContinue = true;
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        new Reply(response.StatusCode, response.Content.Headers.ContentType?.MediaType, text, response).AssertProblem(
            HttpStatusCode.RequestEntityTooLarge
        );
        Assert.Contains($"{limit}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/search/more")]
    [InlineData("/%F0%9F%98%80")]
    public async Task An_unknown_path_is_not_found(string path)
    {
        (await _client.PostAsync(path, "{}")).AssertProblem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("GET", "/search")]
    [InlineData("PUT", "/recommend")]
    [InlineData("DELETE", "/events")]
    public async Task A_wrong_method_is_told_the_right_one(string method, string path)
    {
        var reply = await _client.SendAsync(new HttpMethod(method), path);
        reply.AssertProblem(HttpStatusCode.MethodNotAllowed);
        Assert.Equal(["POST"], reply.Message.Content.Headers.Allow);
    }

    [Fact]
    public async Task Errors_are_listed_up_to_a_bound()
    {
        var body = $"{{{string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"{new string('x', 70)}{i}\":1"))}}}";
        var fields = (await _client.PostAsync("/search", body)).AssertProblem(HttpStatusCode.BadRequest);
        Assert.InRange(fields.Length, 1, 20);
    }
}
