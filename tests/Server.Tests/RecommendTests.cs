using System.Net;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

public class RecommendTests(SharedServers servers)
{
    private readonly HttpClient _client = servers.Integers.Public;

    [Fact]
    public async Task A_product_that_is_looked_at_warms_the_answer_and_is_not_in_it()
    {
        var reply = await servers.Integers.Public.PostAsync("/recommend", """{"user_id":"nobody","k":100,"context_product_id":1003}""");
        Assert.False(reply.Cold);
        Assert.DoesNotContain("1003", reply.Ids);
        var wrong = await servers.Integers.Public.PostAsync("/recommend", """{"user_id":1,"context_product_id":"none"}""");
        Assert.Equal(["context_product_id"], wrong.AssertProblem(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task An_explanation_adds_up_to_the_score()
    {
        var reply = await servers.Integers.Public.PostAsync("/recommend", """{"user_id":1,"history":[1001,1002],"explain":true}""");
        Assert.All(
            reply.Json.GetProperty("results").EnumerateArray(),
            result =>
            {
                var parts = result.GetProperty("explanation").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetSingle());
                Assert.Equal(["sequence", "bought_together", "own_history", "popularity"], parts.Keys);
                Assert.Equal(result.GetProperty("score").GetSingle(), parts.Values.Sum(), 1e-4f);
            }
        );
        var plain = await servers.Integers.Public.PostAsync("/recommend", """{"user_id":1,"history":[1001]}""");
        Assert.DoesNotContain("explanation", plain.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.01")]
    [InlineData("-0.5")]
    [InlineData("\"a\"")]
    [InlineData("1e400")]
    public async Task Diversity_is_a_share(string diversity)
    {
        var reply = await servers.Integers.Public.PostAsync("/recommend", $$"""{"user_id":1,"diversity":{{diversity}}}""");
        Assert.Equal(["diversity"], reply.AssertProblem(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task An_unknown_user_gets_what_is_popular_and_is_told_so()
    {
        var reply = await _client.PostAsync("/recommend", """{"user_id":"never seen","k":3}""");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.True(reply.Cold);
        Assert.Equal(["1000", "1001", "1002"], reply.Ids);
    }

    [Theory]
    [InlineData("17")]
    [InlineData("\"17\"")]
    [InlineData("17.0")]
    [InlineData("1.7e1")]
    public async Task A_user_id_is_a_number_or_a_string(string id)
    {
        var reply = await _client.PostAsync("/recommend", $$"""{"user_id":{{id}}}""");
        Assert.False(reply.Cold);
        Assert.Equal(10, reply.Ids.Length);
    }

    [Theory]
    [InlineData("\"017\"")]
    [InlineData("\"17.0\"")]
    [InlineData("\" 17\"")]
    [InlineData("-17")]
    public async Task Other_texts_are_other_users(string id)
    {
        Assert.True((await _client.PostAsync("/recommend", $$"""{"user_id":{{id}}}""")).Cold);
    }

    [Fact]
    public async Task The_history_file_counts_like_the_same_history_in_the_request()
    {
        var stored = await _client.PostAsync("/recommend", """{"user_id":17}""");
        var given = await _client.PostAsync("/recommend", """{"user_id":"other","history":["1003",{"product_id":1005,"type":"view"}]}""");
        Assert.False(given.Cold);
        Assert.Equal(stored.Ids, given.Ids);
    }

    [Fact]
    public async Task A_history_in_the_request_replaces_the_stored_one()
    {
        var stored = await _client.PostAsync("/recommend", """{"user_id":17}""");
        var replaced = await _client.PostAsync("/recommend", """{"user_id":17,"history":[1080,1090]}""");
        var empty = await _client.PostAsync("/recommend", """{"user_id":17,"history":[]}""");
        Assert.NotEqual(stored.Ids, replaced.Ids);
        Assert.True(empty.Cold);
        Assert.Equal(stored.Ids, (await _client.PostAsync("/recommend", """{"user_id":17,"history":null}""")).Ids);
    }

    [Fact]
    public async Task Products_that_the_bundle_does_not_know_are_passed_over()
    {
        var known = await _client.PostAsync("/recommend", """{"user_id":1,"history":[1003]}""");
        var mixed = await _client.PostAsync("/recommend", """{"user_id":1,"history":["new in the shop",1003]}""");
        var unknown = await _client.PostAsync("/recommend", """{"user_id":1,"history":["new in the shop"]}""");
        Assert.Equal(known.Ids, mixed.Ids);
        Assert.True(unknown.Cold);
    }

    [Fact]
    public async Task A_bare_id_is_a_purchase_and_is_not_recommended_where_repeats_are_off()
    {
        var reply = await servers.Texts.Public.PostAsync(
            "/recommend",
            """{"user_id":1,"k":100,"history":["SKU-0002",{"product_id":"SKU-0004"},{"product_id":"SKU-0006","type":"view"}]}"""
        );
        Assert.DoesNotContain("\"SKU-0002\"", reply.Ids);
        Assert.DoesNotContain("\"SKU-0004\"", reply.Ids);
    }

    [Fact]
    public async Task A_history_may_say_when_things_happened()
    {
        var reply = await _client.PostAsync(
            "/recommend",
            """
            {"user_id":1,"history":[{"product_id":1003,"timestamp":"2026-01-02T03:04:05Z"},
                                    {"product_id":1005,"type":"view","timestamp":1767323045000}]}
            """
        );
        Assert.False(reply.Cold);
    }

    [Fact]
    public async Task Text_ids_are_compared_exactly()
    {
        Assert.True((await servers.Texts.Public.PostAsync("/recommend", """{"user_id":1,"history":["sku-0002"]}""")).Cold);
        Assert.False((await servers.Texts.Public.PostAsync("/recommend", """{"user_id":1,"history":["SKU-0002"]}""")).Cold);
    }
}
