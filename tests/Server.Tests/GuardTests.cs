using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

/// <summary>What the server does to clients that ask for more than it has.</summary>
public sealed class GuardTests : IDisposable
{
    private const string Question = """{"query":"keyboard"}""";
    private readonly TemporaryFolder _folder = new();

    public GuardTests() => Fixtures.WriteBundle(_folder.Bundle);

    [Fact]
    public async Task A_client_beyond_its_rate_is_told_when_to_come_back()
    {
        await using var server = await RunningServer.StartAsync(_folder, change: options => options with { RateLimit = 2 });
        var replies = new List<Reply>();
        for (var i = 0; i < 12; i++) replies.Add(await server.Public.PostAsync("/search", Question));
        Assert.Equal(HttpStatusCode.OK, replies[0].Status);
        var refused = replies.First(reply => reply.Status != HttpStatusCode.OK);
        refused.AssertProblem(HttpStatusCode.TooManyRequests);
        Assert.InRange(int.Parse(refused.Message.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture), 1, 2);
        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(server.Management, "/livez")).Status);
    }

    [Fact]
    public async Task A_body_that_does_not_come_ends_in_408()
    {
        await using var server = await RunningServer.StartAsync(
            _folder,
            change: options => options with { RequestTime = TimeSpan.FromMilliseconds(300) }
        );
        await using var stream = await RawHttp.ConnectAsync(server.Public.BaseAddress!);
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(RawHttp.Post("/search", Question)[..^5]),
            TestContext.Current.CancellationToken
        );
        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 408 Request Timeout", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain("Exception", server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_too_many_is_closed_and_the_others_go_on()
    {
        await using var server = await RunningServer.StartAsync(_folder, change: options => options with { MostConnections = 2 });
        Assert.Equal(HttpStatusCode.OK, (await server.Public.PostAsync("/search", Question)).Status);
        await using var second = await RawHttp.ConnectAsync(server.Public.BaseAddress!);
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(second), StringComparison.Ordinal);
        Assert.Equal("", await AskAsync(server));
        Assert.Equal(HttpStatusCode.OK, (await server.Public.PostAsync("/search", Question)).Status);
        second.Close();
        while ((await AskAsync(server)).Length == 0) await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Replies_say_that_they_are_what_they_say_and_are_not_kept()
    {
        await using var server = await RunningServer.StartAsync(_folder);
        foreach (var path in (string[])["/search", "/nothing"])
        {
            var headers = (await server.Public.PostAsync(path, Question)).Message.Headers;
            Assert.Equal(["nosniff"], headers.GetValues("X-Content-Type-Options"));
            Assert.Equal(["DENY"], headers.GetValues("X-Frame-Options"));
            Assert.Equal(["no-referrer"], headers.GetValues("Referrer-Policy"));
            Assert.Equal(["default-src 'none'; frame-ancestors 'none'"], headers.GetValues("Content-Security-Policy"));
            Assert.True(headers.CacheControl?.NoStore);
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Asks over a connection of its own; empty: it was closed.</summary>
    private static async Task<string> AskAsync(RunningServer server)
    {
        try
        {
            await using var stream = await RawHttp.ConnectAsync(server.Public.BaseAddress!);
            return await AskAsync(stream);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return "";
        }
    }

    private static async Task<string> AskAsync(Stream stream)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(RawHttp.Post("/search", Question)), TestContext.Current.CancellationToken);
        var buffer = new byte[4096];
        var read = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
