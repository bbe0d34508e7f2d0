using System.Net;
using Recsys.Server.Hosting;
using Recsys.Server.Tests.Support;

[assembly: AssemblyFixture(typeof(SharedServers))]

namespace Recsys.Server.Tests.Support;

/// <summary>The server in this process, on real ports that the system chose.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private readonly RecsysServer _server;
    private readonly LogRecorder _log;

    private RunningServer(RecsysServer server, LogRecorder log)
    {
        (_server, _log) = (server, log);
        Public = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") };
        Management = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.ManagementPort}") };
    }

    public HttpClient Public { get; }

    public HttpClient Management { get; }

    /// <summary>What was logged so far.</summary>
    public string Log => _log.Text;

    /// <param name="folder">Holds <c>bundle/</c> and perhaps <c>history/</c>.</param>
    /// <param name="load">false: stay in the starting phase.</param>
    /// <param name="change">What the test sets otherwise.</param>
    internal static async Task<RunningServer> StartAsync(
        TemporaryFolder folder,
        bool load = true,
        Func<ServerOptions, ServerOptions>? change = null
    )
    {
        var options = new ServerOptions
        {
            Host = IPAddress.Loopback,
            Port = 0,
            ManagementPort = 0,
            Bundle = folder.Bundle,
            History = folder.History,
        };
        if (change is not null) options = change(options);
        var log = new LogRecorder();
        var logs = ServerLogs.Create(LogLevel.Information, to => to.AddProvider(log));
        var server = new RunningServer(await RecsysServer.ListenAsync(options, logs, TimeProvider.System), log);
        if (load) await server.LoadAsync();
        return server;
    }

    public Task LoadAsync() => _server.LoadAsync();

    public async ValueTask DisposeAsync()
    {
        Public.Dispose();
        Management.Dispose();
        await _server.DrainAsync();
        await _server.DisposeAsync();
    }
}

/// <summary>Two servers for all tests that do not need their own: integer ids, and text ids without repeats.</summary>
public sealed class SharedServers : IAsyncLifetime
{
    private readonly TemporaryFolder _integers = new();
    private readonly TemporaryFolder _texts = new();

    /// <summary>Integer ids; user 17 bought 1003 and viewed 1005.</summary>
    public RunningServer Integers { get; private set; } = null!;

    /// <summary>Text ids; what was bought is not recommended again.</summary>
    public RunningServer Texts { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Fixtures.WriteBundle(_integers.Bundle);
        Fixtures.WriteHistory(_integers.History, ["17", "1003", "purchase", "1000"], ["17", "1005", "view", "2000"]);
        Integers = await RunningServer.StartAsync(_integers);
        Fixtures.WriteBundle(_texts.Bundle, integers: false, repeats: false);
        Texts = await RunningServer.StartAsync(_texts);
    }

    public async ValueTask DisposeAsync()
    {
        await Integers.DisposeAsync();
        await Texts.DisposeAsync();
        _integers.Dispose();
        _texts.Dispose();
    }
}
