using System.Net;
using System.Text.Json;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

public class SearchTests(SharedServers servers)
{
    private readonly HttpClient _client = servers.Integers.Public;

    [Fact]
    public async Task A_reply_has_the_documented_shape()
    {
        var reply = await _client.PostAsync("/search", """{"query":"wireless keyboard"}""");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal("application/json", reply.MediaType);
        Assert.Equal(["results", "cold", "bundle", "took_ms"], reply.Json.EnumerateObject().Select(property => property.Name));
        Assert.StartsWith("sha256:", reply.Json.GetProperty("bundle").GetString(), StringComparison.Ordinal);
        Assert.True(reply.Json.GetProperty("took_ms").GetDouble() >= 0);
        Assert.False(reply.Cold);
        var results = reply.Json.GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(10, results.Length);
        Assert.All(results, result =>
        {
            Assert.Equal(["product_id", "title", "category", "price", "score"], result.EnumerateObject().Select(property => property.Name));
            Assert.Equal(JsonValueKind.Number, result.GetProperty("product_id").ValueKind);
            Assert.Equal("Computers > Keyboards", result.GetProperty("category").GetString());
        });
        var scores = results.Select(result => result.GetProperty("score").GetSingle()).ToArray();
        Assert.Equal(scores.OrderDescending(), scores);
    }

    [Fact]
    public async Task Pages_follow_each_other_and_end_where_the_search_does()
    {
        var whole = await _client.PostAsync("/search", """{"query":"keyboard","k":40}""");
        var second = await _client.PostAsync("/search", """{"query":"keyboard","k":20,"offset":20}""");
        Assert.Equal(whole.Ids[20..], second.Ids);
        var deep = await _client.PostAsync("/search", """{"query":"keyboard","k":100,"offset":101}""");
        Assert.Equal(["offset"], deep.AssertProblem(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Facets_are_counted_where_they_are_asked_for()
    {
        var facets = (await _client.PostAsync("/search", """{"query":"keyboard","facets":true}""")).Json.GetProperty("facets");
        Assert.Equal("""[{"category":"Computers","count":150}]""", facets.GetProperty("category").GetRawText());
        Assert.Equal(10.5, facets.GetProperty("price").GetProperty("min").GetDouble());
        var ranges = facets.GetProperty("price").GetProperty("ranges").EnumerateArray();
        Assert.Equal(100, ranges.Sum(range => range.GetProperty("count").GetInt32()));
        var below = await _client.PostAsync("/search", """{"query":"keyboard","facets":true,"filters":{"category":"Computers"}}""");
        var categories = below.Json.GetProperty("facets").GetProperty("category").GetRawText();
        Assert.Contains("Computers > Keyboards", categories, StringComparison.Ordinal);
        var none = await _client.PostAsync("/search", """{"query":"?!","facets":true}""");
        Assert.False(none.Json.TryGetProperty("facets", out _));
    }

    [Fact]
    public async Task Chinese_titles_are_sent_as_they_are()
    {
        var reply = await _client.PostAsync("/search", """{"query":"键盘","k":1}""");
        Assert.Contains("\"title\":\"键盘 Keyboard ", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_price_is_null()
    {
        var reply = await _client.PostAsync("/search", """{"query":"keyboard","k":100}""");
        foreach (var result in reply.Json.GetProperty("results").EnumerateArray())
        {
            var free = (result.GetProperty("product_id").GetInt32() - 1000) % 3 == 0;
            Assert.Equal(free ? JsonValueKind.Null : JsonValueKind.Number, result.GetProperty("price").ValueKind);
        }
    }

    [Fact]
    public async Task Text_ids_are_answered_as_strings()
    {
        var reply = await servers.Texts.Public.PostAsync("/search", """{"query":"keyboard","k":3}""");
        Assert.All(reply.Ids, id => Assert.StartsWith("\"SKU-", id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task K_is_how_many_there_are(int k)
    {
        var reply = await _client.PostAsync("/search", $$"""{"query":"keyboard","k":{{k}}}""");
        Assert.Equal(k, reply.Ids.Distinct().Count());
    }

    [Fact]
    public async Task A_query_of_ten_thousand_characters_is_answered()
    {
        var reply = await _client.PostAsync(
            "/search",
            JsonSerializer.Serialize(new { query = string.Concat(Enumerable.Repeat("键盘keyboard", 1000)) })
        );
        Assert.Equal(HttpStatusCode.OK, reply.Status);
    }

    [Theory]
    [InlineData("""{"query":"keyboard","user_id":17}""")]
    [InlineData("""{"query":"keyboard","user_id":"seventeen"}""")]
    [InlineData("""{"query":"keyboard","user_id":null,"k":null}""")]
    public async Task User_id_is_taken(string body)
    {
        Assert.Equal(HttpStatusCode.OK, (await _client.PostAsync("/search", body)).Status);
    }

    [Fact]
    public async Task Filters_hold_for_every_result()
    {
        var reply = await _client.PostAsync(
            "/search",
            """{"query":"keyboard","k":100,"filters":{"category":"Computers","price_min":20,"price_max":50}}"""
        );
        var prices = reply
            .Json.GetProperty("results")
            .EnumerateArray()
            .Select(result => result.GetProperty("price").GetDouble())
            .ToArray();
        // products 11 to 40 cost 20.5 to 49.5; every third has no price
        Assert.Equal(20, prices.Length);
        Assert.All(prices, price => Assert.InRange(price, 20, 50));
    }

    [Theory]
    [InlineData("""{"category":"Computers > Keyboards"}""", 10)]
    [InlineData("""{"category":"Comp"}""", 0)]
    [InlineData("""{"price_min":10000}""", 0)]
    [InlineData("""{"category":null,"price_min":null,"price_max":null}""", 10)]
    [InlineData("null", 10)]
    public async Task Filters_leave_so_many(string filters, int results)
    {
        var reply = await _client.PostAsync("/search", $$"""{"query":"keyboard","filters":{{filters}}}""");
        Assert.Equal(results, reply.Ids.Count());
    }

    [Theory]
    [InlineData("category", "\"Computers\"", "category")]
    [InlineData("price_min", "1", "price")]
    [InlineData("price_max", "50", "price")]
    public async Task A_filter_on_what_no_product_has_is_a_problem_and_not_an_empty_answer(string filter, string value, string column)
    {
        using var folder = new TemporaryFolder();
        Fixtures.WriteBundle(folder.Bundle, bare: true);
        await using var server = await RunningServer.StartAsync(folder);
        var reply = await server.Public.PostAsync("/search", $$$"""{"query":"keyboard","filters":{"{{{filter}}}":{{{value}}}}}""");
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal("application/problem+json", reply.MediaType);
        Assert.Equal(
            $"cannot be answered: no product of this catalogue has a {column}",
            reply.Json.GetProperty("errors").GetProperty($"filters.{filter}")[0].GetString()
        );
        Assert.Equal(10, (await server.Public.PostAsync("/search", """{"query":"keyboard"}""")).Ids.Count());
    }

    [Fact]
    public async Task What_a_user_did_reaches_the_next_search()
    {
        const string question = """{"query":"keyboard","user_id":"searching shopper","k":100}""";
        var before = await _client.PostAsync("/search", question);
        Assert.Equal(
            HttpStatusCode.Accepted,
            (
                await _client.PostAsync(
                    "/events",
                    """[{"user_id":"searching shopper","product_id":1003,"type":"purchase","timestamp":1}]"""
                )
            ).Status
        );
        Assert.NotEqual(before.Ids, (await _client.PostAsync("/search", question)).Ids);
    }

    [Fact]
    public async Task Searches_beside_each_other_do_not_mix()
    {
        var queries = Enumerable.Range(0, 8).Select(i => $$"""{"query":"keyboard number {{i}} colour {{i * 31}}"}""").ToArray();
        var alone = new List<string>();
        foreach (var query in queries) alone.Add(string.Join(',', (await _client.PostAsync("/search", query)).Ids));
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
            Assert.Equal(alone[i % 8], string.Join(',', (await _client.PostAsync("/search", queries[i % 8])).Ids)));
        Assert.True(alone.Distinct().Count() > 1);
    }
}
