using System.Net;
using System.Text.Json;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

/// <summary>The server's process with a folder for its state, killed without warning.</summary>
public sealed class DurableTests : IDisposable
{
    private const int Kill = 9, Instants = 3, Clients = 8;
    private readonly TemporaryFolder _folder = new();

    public DurableTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are a matter of Linux and macOS");
        Fixtures.WriteBundle(_folder.Bundle);
    }

    [Fact]
    public async Task No_acknowledged_event_is_lost_when_the_process_is_killed()
    {
        var random = new Random(5);
        for (var instant = 0; instant < Instants; instant++)
        {
            var acknowledged = await KillWhileWritingAsync(instant, random.Next(20, 400));
            using var server = Start();
            using var client = new HttpClient { BaseAddress = server.Public };
            foreach (var (user, count) in acknowledged)
            {
                var known = await client.PostAsync("/recommend", $$"""{"user_id":"{{user}}","k":100}""");
                if (count > 0) Assert.False(known.Cold);
                // The one that was sent may have been kept when the process died before its answer.
                if (count > 0 || known.Cold) continue;
                var sent = await client.PostAsync("/recommend", """{"user_id":0,"k":100,"history":[1000]}""");
                Assert.Equal(sent.Ids, known.Ids);
            }
            // Who sent most is asked for every event: what was bought, or viewed, is what a history of the same events answers.
            var (most, events) = acknowledged.MaxBy(pair => pair.Value);
            var least = JsonSerializer.Serialize(Enumerable.Range(0, events).Select(i => 1000 + i % 150));
            var more = JsonSerializer.Serialize(Enumerable.Range(0, events + 1).Select(i => 1000 + i % 150));
            var stored = await client.PostAsync("/recommend", $$"""{"user_id":"{{most}}"}""");
            var expected = await client.PostAsync("/recommend", $$"""{"user_id":0,"history":{{least}}}""");
            var alsoSent = await client.PostAsync("/recommend", $$"""{"user_id":0,"history":{{more}}}""");
            Assert.Contains(string.Join(',', stored.Ids), (string[])[string.Join(',', expected.Ids), string.Join(',', alsoSent.Ids)]);
        }
    }

    [Fact]
    public async Task A_person_is_forgotten_over_the_management_port_and_after_the_next_start_too()
    {
        Fixtures.WriteHistory(_folder.History, ["a/b c", "1003", "purchase", "1000"]);
        using (var server = Start())
        {
            using var client = new HttpClient { BaseAddress = server.Public };
            using var management = new HttpClient { BaseAddress = server.Management };
            Assert.False((await client.PostAsync("/recommend", """{"user_id":"a/b c"}""")).Cold);
            var reply = await management.SendAsync(HttpMethod.Delete, "/users/a%2Fb%20c");
            Assert.Equal((HttpStatusCode.OK, """{"known":true}"""), (reply.Status, reply.Text));
            Assert.Equal("""{"known":false}""", (await management.SendAsync(HttpMethod.Delete, "/users/a%2Fb%20c")).Text);
            Assert.True((await client.PostAsync("/recommend", """{"user_id":"a/b c"}""")).Cold);
            (await management.SendAsync(HttpMethod.Delete, $"/users/{new string('x', 300)}")).AssertProblem(HttpStatusCode.BadRequest);
            (await client.SendAsync(HttpMethod.Delete, "/users/a")).AssertProblem(HttpStatusCode.NotFound);
            server.Signal(Kill);
            await server.ExitCodeAsync();
        }
        // Another file, so that it is read again; the person stands in it as before.
        Fixtures.WriteHistory(_folder.History, ["a/b c", "1003", "purchase", "1000"], ["z", "1003", "purchase", "1000"]);
        using var next = Start();
        using var again = new HttpClient { BaseAddress = next.Public };
        Assert.True((await again.PostAsync("/recommend", """{"user_id":"a/b c"}""")).Cold);
        Assert.False((await again.PostAsync("/recommend", """{"user_id":"z"}""")).Cold);
    }

    public void Dispose() => _folder.Dispose();

    private ChildServer Start()
    {
        var server = new ChildServer(_folder, ("RECSYS_STATE", Path.Combine(_folder.Path, "state")));
        server.WaitUntilReady();
        return server;
    }

    /// <summary>Returns how many events of each client were acknowledged: one after the other, product 1000 first.</summary>
    private async Task<Dictionary<string, int>> KillWhileWritingAsync(int instant, int milliseconds)
    {
        using var server = Start();
        using var client = new HttpClient { BaseAddress = server.Public };
        var acknowledged = Enumerable.Range(0, Clients).ToDictionary(i => $"{instant}-{i}", _ => 0);
        var clients = acknowledged.Keys.ToArray().Select(user => Task.Run(async () =>
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    var (id, time) = (1000 + i % 150, 1_700_000_000_000 + i);
                    var reply = await client.PostAsync(
                        "/events",
                        $$"""[{"user_id":"{{user}}","product_id":{{id}},"type":"purchase","timestamp":{{time}}}]"""
                    );
                    if (reply.Status != HttpStatusCode.Accepted) return (user, i);
                    lock (acknowledged) acknowledged[user]++;
                }
            }
            catch (HttpRequestException)
            {
                return (user, 0);
            }
        })).ToArray();
        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        server.Signal(Kill);
        await server.ExitCodeAsync();
        await Task.WhenAll(clients);
        return acknowledged;
    }
}
