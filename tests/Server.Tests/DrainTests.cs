using System.Net;
using System.Net.Sockets;
using System.Text;
using Recsys.Server.Tests.Support;
using Recsys.Testing;

namespace Recsys.Server.Tests;

/// <summary>How the process ends after SIGTERM and SIGINT.</summary>
public sealed class DrainTests : IDisposable
{
    private const int Interrupt = 2, Terminate = ChildServer.Terminate;
    private const string Body = """{"query":"keyboard"}""";
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();

    public DrainTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are a matter of Linux and macOS");
        Fixtures.WriteBundle(_folder.Bundle);
    }

    [Theory]
    [InlineData(Terminate)]
    [InlineData(Interrupt)]
    public async Task An_idle_server_ends_with_0(int signal)
    {
        Assert.SkipWhen(signal == Interrupt && DefaultInterrupt.Obstacle is not null, DefaultInterrupt.Obstacle ?? "");
        using var server = Start();
        server.Signal(signal);
        Assert.Equal(0, await server.ExitCodeAsync());
        Assert.Equal("", server.Errors);
    }

    [Fact]
    public async Task A_request_in_flight_is_answered_while_readiness_is_gone()
    {
        using var server = Start();
        using var request = await HalfRequestAsync(server);
        server.Signal(Terminate);
        await UntilUnreadyAsync(server);

        await SendAsync(request, Body[10..]);
        using var reader = new StreamReader(request.GetStream());
        var reply = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 200", reply, StringComparison.Ordinal);
        Assert.Contains("\"results\":[{", reply, StringComparison.Ordinal);
        Assert.Equal(0, await server.ExitCodeAsync());
    }

    [Fact]
    public async Task A_request_that_never_ends_holds_the_server_no_longer_than_allowed()
    {
        using var server = Start(("RECSYS_DRAIN_SECONDS", "1"));
        using var request = await HalfRequestAsync(server);
        server.Signal(Terminate);
        Assert.Equal(0, await server.ExitCodeAsync());
    }

    [Fact]
    public async Task During_the_delay_requests_are_still_answered_and_a_second_signal_ends_it()
    {
        using var server = Start(("RECSYS_DRAIN_DELAY_SECONDS", "3600"));
        server.Signal(Terminate);
        await UntilUnreadyAsync(server);
        _client.DefaultRequestHeaders.ConnectionClose = false;
        var reply = await _client.PostAsync(new Uri(server.Public, "/search").ToString(), Body);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.True(reply.Message.Headers.ConnectionClose);
        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(_client, new Uri(server.Management, "/livez").ToString())).Status);
        server.Signal(Terminate);
        Assert.Equal(0, await server.ExitCodeAsync());
    }

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    private ChildServer Start(params (string, string)[] environment)
    {
        var server = new ChildServer(_folder, environment);
        server.WaitUntilReady();
        return server;
    }

    /// <summary>A request of which the server has the head and part of the body.</summary>
    private static async Task<TcpClient> HalfRequestAsync(ChildServer server)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, server.Public.Port, TestContext.Current.CancellationToken);
        await SendAsync(
            connection,
            $"POST /search HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nExpect: "
                + $"100-continue\r\n\r\n"
        );
        // The interim reply shows that the request has reached its handler.
        var interim = new byte["HTTP/1.1 100 Continue\r\n\r\n".Length];
        await connection.GetStream().ReadExactlyAsync(interim, TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 100", Encoding.ASCII.GetString(interim), StringComparison.Ordinal);
        await SendAsync(connection, Body[..10]);
        return connection;
    }

    private static async Task SendAsync(TcpClient connection, string text) =>
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

    private async Task UntilUnreadyAsync(ChildServer server)
    {
        var ready = new Uri(server.Management, "/readyz").ToString();
        while (await Http.GetAsync(_client, ready) is var reply && reply.Status != HttpStatusCode.ServiceUnavailable)
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }
}
