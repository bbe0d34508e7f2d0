using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

/// <summary>Clients that take all they can get, and what is left for the others. The server is a process of its own here.</summary>
public sealed class FairnessTests : IDisposable
{
    private const int Pipelining = 64, Requests = 100, Unread = 200;
    private const string Question = """{"query":"键盘 keyboard","k":50}""";
    private static readonly TimeSpan LivezLimit = TimeSpan.FromSeconds(1);
    private readonly TemporaryFolder _folder = new();

    public FairnessTests() => Fixtures.WriteBundle(_folder.Bundle);

    [Fact]
    public async Task Pipelines_and_clients_that_never_read_take_nothing_from_a_good_one()
    {
        using var server = new ChildServer(_folder);
        server.WaitUntilReady();
        var burst = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(RawHttp.Post("/search", Question), Requests)));
        using var stop = new CancellationTokenSource();
        var greedy = Enumerable.Range(0, Pipelining).Select(_ => PipelineAsync(server.Public, burst, stop.Token)).ToArray();
        var unread = Enumerable.Range(0, Unread).Select(_ => NeverReadAsync(server.Public, burst, stop.Token)).ToArray();

        using var good = new HttpClient { BaseAddress = server.Public };
        using var probe = new HttpClient { BaseAddress = server.Management };
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await good.PostAsync("/search", Question)).Status);
            var started = Stopwatch.GetTimestamp();
            Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(probe, "/livez")).Status);
            var took = Stopwatch.GetElapsedTime(started);
            if (took > slowest) slowest = took;
        }
        Assert.True(slowest < LivezLimit, $"a probe took {slowest}");

        var answered = await Task.WhenAll(greedy);
        Assert.All(answered, count => Assert.Equal(Requests, count));
        await stop.CancelAsync();
        await Task.WhenAll(unread);
        Assert.DoesNotContain(server.Log, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Few_file_descriptors_are_told_and_leave_room_for_the_probes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the limit is read and set the way of Linux");
        using var server = new ChildServer(_folder, descriptors: 600);
        server.WaitUntilReady();
        Assert.Contains(server.Log, line => line.Contains("file descriptors", StringComparison.Ordinal));
        var crowd = new List<Stream>();
        for (var i = 0; i < 500; i++)
        {
            try
            {
                crowd.Add(await RawHttp.ConnectAsync(server.Public));
            }
            catch (SocketException)
            {
                // turned away before the connection stood: one that is too many
            }
        }
        Assert.NotEmpty(crowd);
        using var probe = new HttpClient { BaseAddress = server.Management, Timeout = TimeSpan.FromSeconds(10) };
        for (var i = 0; i < 5; i++)
        {
            using var fresh = new HttpRequestMessage(HttpMethod.Get, "/livez");
            fresh.Headers.ConnectionClose = true;
            Assert.Equal(HttpStatusCode.OK, (await probe.SendAsync(fresh, TestContext.Current.CancellationToken)).StatusCode);
        }
        foreach (var connection in crowd) await connection.DisposeAsync();
        Assert.DoesNotContain(server.Log, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Sends everything at once, then reads; returns how many replies were 200.</summary>
    private static async Task<int> PipelineAsync(Uri server, byte[] burst, CancellationToken stop)
    {
        await using var stream = await RawHttp.ConnectAsync(server);
        var sending = stream.WriteAsync(burst, stop).AsTask();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var replies = 0;
        while (replies < Requests)
        {
            var line = await reader.ReadLineAsync(stop) ?? throw new IOException("closed before everything was answered");
            if (line.EndsWith("HTTP/1.1 200 OK", StringComparison.Ordinal)) replies++;
        }
        await sending;
        return replies;
    }

    private static async Task NeverReadAsync(Uri server, byte[] burst, CancellationToken stop)
    {
        try
        {
            await using var stream = await RawHttp.ConnectAsync(server, receiveBuffer: 4096);
            await stream.WriteAsync(burst, stop);
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Let go by the server, or the test is over.
        }
    }
}
