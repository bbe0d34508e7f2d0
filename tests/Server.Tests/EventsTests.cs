using System.Net;
using System.Text.Json;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

public class EventsTests(SharedServers servers)
{
    private readonly HttpClient _client = servers.Integers.Public;

    [Fact]
    public async Task The_next_recommendation_reflects_an_event()
    {
        Assert.True((await RecommendAsync("events-1")).Cold);
        var accepted = await _client.PostAsync(
            "/events",
            """[{"user_id":"events-1","product_id":1040,"type":"view","timestamp":1700000000000}]"""
        );
        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        Assert.Equal(1, accepted.Json.GetProperty("accepted").GetInt32());
        var first = await RecommendAsync("events-1");
        Assert.False(first.Cold);
        await _client.PostAsync("/events", """[{"user_id":"events-1","product_id":"1041","type":"purchase","timestamp":1700000000001}]""");
        var second = await RecommendAsync("events-1");
        Assert.NotEqual(
            first.Text[..first.Text.IndexOf("took_ms", StringComparison.Ordinal)],
            second.Text[..second.Text.IndexOf("took_ms", StringComparison.Ordinal)]
        );
        Assert.Equal(
            (await _client.PostAsync("/recommend", """{"user_id":0,"history":[{"product_id":1040,"type":"view"},1041]}""")).Ids,
            second.Ids
        );
    }

    [Fact]
    public async Task Events_count_by_their_time_and_not_by_their_arrival()
    {
        await _client.PostAsync(
            "/events",
            """[{"user_id":"events-2","product_id":1050,"type":"purchase","timestamp":"2026-03-01T12:00:00Z"}]"""
        );
        await _client.PostAsync(
            "/events",
            """[{"user_id":"events-2","product_id":1051,"type":"purchase","timestamp":"2026-03-01T12:00:00+02:00"}]"""
        );
        await _client.PostAsync("/events", """[{"user_id":"events-2","product_id":1052,"type":"purchase","timestamp":1772359200}]""");
        // 10:00, 10:00 (later to arrive) and 12:00 UTC.
        var ordered = await _client.PostAsync("/recommend", """{"user_id":0,"history":[1051,1052,1050]}""");
        Assert.Equal(ordered.Ids, (await RecommendAsync("events-2")).Ids);
    }

    [Fact]
    public async Task Events_of_unknown_products_are_accepted_and_counted_and_make_no_history()
    {
        var reply = await _client.PostAsync("/events", """
            [{"user_id":"events-3","product_id":"no such","type":"view","timestamp":1},
             {"user_id":"events-3","product_id":1001,"type":"return","timestamp":1}]
            """);
        Assert.Equal(HttpStatusCode.Accepted, reply.Status);
        Assert.Equal(2, reply.Json.GetProperty("accepted").GetInt32());
        Assert.Equal(1, reply.Json.GetProperty("unknown_products").GetInt32());
        Assert.True((await RecommendAsync("events-3")).Cold);
    }

    [Fact]
    public async Task One_wrong_event_and_none_is_taken()
    {
        var reply = await _client.PostAsync("/events", """
            [{"user_id":"events-4","product_id":1001,"type":"view","timestamp":1},
             {"user_id":"events-4","product_id":1001,"type":"glance","timestamp":"yesterday"}]
            """);
        Assert.Equal(["[1].type", "[1].timestamp"], reply.AssertProblem(HttpStatusCode.BadRequest));
        Assert.True((await RecommendAsync("events-4")).Cold);
    }

    [Theory]
    [InlineData("""{"user_id":1}""", "body")]
    [InlineData("""[1]""", "[0]")]
    [InlineData("""[{}]""", "[0].type [0].timestamp [0].user_id [0].product_id")]
    [InlineData("""[{"user_id":1,"product_id":1,"type":"view","timestamp":-1}]""", "[0].timestamp")]
    [InlineData("""[{"user_id":1,"product_id":1,"type":"view","timestamp":1e300}]""", "[0].timestamp")]
    [InlineData("""[{"user_id":1,"product_id":1,"type":2,"timestamp":1}]""", "[0].type")]
    [InlineData("""[{"user_id":1,"product_id":1,"type":"view","timestamp":1,"price":3}]""", "[0].price")]
    [InlineData("""[{"user_id":true,"product_id":[],"type":"view","timestamp":1}]""", "[0].user_id [0].product_id")]
    public async Task Mistakes_are_named(string body, string fields)
    {
        Assert.Equal(fields.Split(' '), (await _client.PostAsync("/events", body)).AssertProblem(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("253402300799999")]
    [InlineData("\"9999-12-31T23:59:59Z\"")]
    public async Task An_event_of_the_far_future_is_refused_by_its_field(string time)
    {
        var reply = await _client.PostAsync(
            "/events",
            $$"""[{"user_id":"events-7","product_id":1001,"type":"view","timestamp":{{time}}}]"""
        );
        Assert.Equal(["[0].timestamp"], reply.AssertProblem(HttpStatusCode.BadRequest));
        Assert.Contains("5 minutes", reply.Text, StringComparison.Ordinal);
        Assert.True((await RecommendAsync("events-7")).Cold);
    }

    [Fact]
    public async Task Events_of_a_clock_that_runs_ahead_do_not_stay_the_newest()
    {
        var soon = TimeProvider.System.GetUtcNow().AddMinutes(4).ToUnixTimeMilliseconds();
        var ahead = Enumerable.Range(0, 500).Select(_ => new { user_id = "events-8", product_id = 1002, type = "view", timestamp = soon });
        Assert.Equal(HttpStatusCode.Accepted, (await _client.PostAsync("/events", JsonSerializer.Serialize(ahead))).Status);
        for (var i = 0; i < 20; i++)
        {
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + 1;
            await _client.PostAsync(
                "/events",
                $$"""[{"user_id":"events-8","product_id":{{1100 + i}},"type":"purchase","timestamp":{{now}}}]"""
            );
        }
        var history = string.Join(',', Enumerable.Range(1100, 20));
        var expected = await _client.PostAsync("/recommend", $$"""{"user_id":0,"history":[{{history}}]}""");
        Assert.Equal(expected.Ids, (await RecommendAsync("events-8")).Ids);
    }

    [Fact]
    public async Task A_list_has_limits()
    {
        var events = Enumerable
            .Range(0, 1001)
            .Select(i => new
            {
                user_id = "events-5",
                product_id = 1000,
                type = "view",
                timestamp = i,
            });
        Assert.Equal(
            ["body"],
            (await _client.PostAsync("/events", JsonSerializer.Serialize(events))).AssertProblem(HttpStatusCode.BadRequest)
        );
        Assert.Equal(HttpStatusCode.Accepted, (await _client.PostAsync("/events", JsonSerializer.Serialize(events.Take(1000)))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await _client.PostAsync("/events", "[]")).Status);
    }

    [Fact]
    public async Task Events_beside_each_other_are_all_kept()
    {
        // Twenty fit the encoder; whichever order they arrive in, the order of time decides.
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 20),
            async (i, _) =>
                await _client.PostAsync(
                    "/events",
                    $$"""[{"user_id":"events-6","product_id":{{1000 + i}},"type":"purchase","timestamp":{{1700000000000 + i}}}]"""
                )
        );
        var ordered = await _client.PostAsync(
            "/recommend",
            $$"""{"user_id":0,"history":[{{string.Join(',', Enumerable.Range(1000, 20))}}]}"""
        );
        Assert.Equal(ordered.Ids, (await RecommendAsync("events-6")).Ids);
    }

    private Task<Reply> RecommendAsync(string user) => _client.PostAsync("/recommend", $$"""{"user_id":"{{user}}"}""");
}
