using System.Net;
using System.Text.Json;
using Json.Schema;
using Recsys.Contracts.Serving;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

public class OpenApiTests(SharedServers servers)
{
    private readonly HttpClient _client = servers.Integers.Public;

    [Fact]
    public async Task Every_endpoint_is_described_with_the_fields_that_it_takes()
    {
        var document = await Document();
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        var paths = document.GetProperty("paths");
        Assert.Equal(ServedEndpoint.All.Select(one => one.Path), paths.EnumerateObject().Select(path => path.Name));
        foreach (var endpoint in ServedEndpoint.All)
        {
            var body = Body(paths, endpoint.Path);
            var list = body.GetProperty("type").GetString() == "array";
            var fields = (list ? body.GetProperty("items") : body).GetProperty("properties").EnumerateObject().Select(one => one.Name);
            // What the parser itself says that it takes.
            var reply = await _client.PostAsync(endpoint.Path, list ? """[{"none":1}]""" : """{"none":1}""");
            var errors = reply.Json.GetProperty("errors").EnumerateObject();
            var unknown = errors.Single(error => error.Name.EndsWith("none", StringComparison.Ordinal)).Value[0].GetString();
            Assert.EndsWith($"the fields are {string.Join(", ", fields)}", unknown, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/search", """{"query":"keyboard","facets":true}""")]
    [InlineData("/search", """{"query":"nothing has these words","facets":true}""")]
    [InlineData("/recommend", """{"user_id":1,"history":[1001],"explain":true}""")]
    [InlineData("/recommend", """{"user_id":"nobody"}""")]
    [InlineData("/classify", """{"title":"silver keyboard 16GB"}""")]
    [InlineData("/classify", """{"title":"?"}""")]
    [InlineData("/events", """[{"user_id":77001,"product_id":1001,"type":"view","timestamp":1700000000}]""")]
    [InlineData("/suggest", """{"prefix":"key"}""")]
    [InlineData("/search", "{}")]
    public async Task Replies_are_as_described(string path, string body)
    {
        var document = await Document();
        var reply = await _client.PostAsync(path, body);
        var responses = document.GetProperty("paths").GetProperty(path).GetProperty("post").GetProperty("responses");
        var content = responses.GetProperty($"{(int)reply.Status}").GetProperty("content");
        var name = content.GetProperty(reply.MediaType!).GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1];
        var schemas = document.GetProperty("components").GetProperty("schemas").GetRawText();
        var schema = JsonSchema.FromText($$"""{"$ref":"#/$defs/{{name}}","$defs":{{schemas}}}""");
        var result = schema.Evaluate(reply.Json, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, JsonSerializer.Serialize(result));
    }

    [Fact]
    public async Task A_begun_query_goes_on()
    {
        var reply = await _client.PostAsync("/suggest", """{"prefix":"键","k":3}""");
        var first = reply.Json.GetProperty("suggestions")[0];
        Assert.Equal(("键盘", 150), (first.GetProperty("text").GetString(), first.GetProperty("products").GetInt32()));
    }

    private async Task<JsonElement> Document()
    {
        var reply = await Http.GetAsync(_client, "/openapi/v1.json");
        Assert.Equal((HttpStatusCode.OK, "application/json"), (reply.Status, reply.MediaType));
        return reply.Json;
    }

    private static JsonElement Body(JsonElement paths, string path) =>
        paths.GetProperty(path).GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json")
            .GetProperty("schema");
}
