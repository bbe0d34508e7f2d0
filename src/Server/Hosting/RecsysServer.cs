using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Engine.Histories;
using Recsys.Server.Api;
using Recsys.Server.Events;

namespace Recsys.Server.Hosting;

/// <summary>
/// The two listeners, and the bundle and histories behind them. They are two hosts that share one <see cref="Lifecycle"/>:
/// no request can cross from one port to the other, and health is still answered while the public port drains.
/// </summary>
internal sealed class RecsysServer : IAsyncDisposable
{
    private readonly ServerOptions _options;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly Lifecycle _lifecycle = new();
    private readonly ServerLimits _limits;
    private readonly LimitLog _limitLog;
    private readonly WebApplication _public;
    private readonly WebApplication _management;

    private RecsysServer(ServerOptions options, ILoggerFactory logs, TimeProvider time)
    {
        (_options, _time, _log) = (options, time, logs.CreateLogger("Recsys.Server"));
        _limits = ServerLimits.OfProcess(options, _log);
        var traffic = PublicTraffic.Of(options, _limits, time);
        _limitLog = new LimitLog(traffic, _log, time);
        _public = PublicApp.Create(options, traffic, _lifecycle, logs, time);
        _management = ManagementApp.Create(options, traffic, _lifecycle, logs);
    }

    /// <summary>The public port, as bound.</summary>
    public int Port => HttpApp.Port(_public);

    /// <summary>The management port, as bound.</summary>
    public int ManagementPort => HttpApp.Port(_management);

    /// <summary>Opens both listeners; until <see cref="LoadAsync"/> is done, the public one answers 503.</summary>
    /// <exception cref="ListenException">A port cannot be opened; names its variable.</exception>
    public static async Task<RecsysServer> ListenAsync(ServerOptions options, ILoggerFactory logs, TimeProvider time)
    {
        var server = new RecsysServer(options, logs, time);
        try
        {
            await HttpApp.StartAsync(server._management, "RECSYS_MANAGEMENT_PORT", options.ManagementPort);
            await HttpApp.StartAsync(server._public, "RECSYS_PORT", options.Port);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
        server._log.LogInformation("listening: public port {Port}, management port {ManagementPort}", server.Port, server.ManagementPort);
        return server;
    }

    /// <summary>Verifies and opens the bundle, loads the histories, then reports ready.</summary>
    /// <exception cref="ArtifactException">The bundle or the history file is corrupt; names the file.</exception>
    public Task LoadAsync() => Task.Run(async () =>
    {
        var started = _time.GetTimestamp();
        var engine = RecsysEngine.Open(_options.Bundle, new EngineOptions
        {
            ExpectedHash = _options.BundleHash,
            Kernel = _options.Kernel,
        });
        IEventStore store;
        try
        {
            store = EventStores.Open(_options.EventStore, new EventStoreSettings(_limits.HistoryBytes, _log, _time, Share));
        }
        catch
        {
            engine.Dispose();
            throw;
        }
        try
        {
            await LoadHistoriesAsync(engine, store);
            WarmUp(engine);
            _log.LogInformation("ready: bundle {Bundle}, {Products} products, kernel {Kernel}, after {Milliseconds} ms",
                engine.BundleHash, engine.Catalogue.Count, engine.Kernel, (long)_time.GetElapsedTime(started).TotalMilliseconds);
            _lifecycle.Open(new Serving(engine, store));
        }
        catch
        {
            await CloseAsync(new Serving(engine, store));
            throw;
        }

        ProductEvent Share(ProductEvent item)
        {
            engine.Catalogue.TryShare(ref item);
            return item;
        }
    });

    private async Task LoadHistoriesAsync(RecsysEngine engine, IEventStore store)
    {
        try
        {
            await HistoryFile.LoadAsync(_options.History, engine.Catalogue, store, _log, CancellationToken.None);
        }
        catch (EventStoreException e)
        {
            // Answers for users whose history is missing are better than none; the next start tries again.
            _log.LogError("the histories of {Path} could not be kept: {Reason}", _options.History, e.Message);
        }
    }

    /// <summary>Answers once each way, so that the first shopper does not wait for first-time work.</summary>
    private static void WarmUp(RecsysEngine engine)
    {
        engine.Search("warm up", 10);
        engine.Classify("warm up");
        if (engine.Catalogue.Count > 0) engine.Recommend([new HistoryItem(0, EventType.View)], 10);
    }

    /// <summary>
    /// Reports unready at once, answers on for <see cref="ServerOptions.DrainDelay"/>, then closes the public listener and
    /// gives requests in flight <see cref="ServerOptions.Drain"/> to finish; health goes last.
    /// </summary>
    /// <param name="hurry">Cuts every wait short.</param>
    public async Task DrainAsync(CancellationToken hurry = default)
    {
        _lifecycle.Drain();
        _log.LogInformation("draining");
        if (_options.DrainDelay > TimeSpan.Zero)
            await Task.Delay(_options.DrainDelay, _time, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(hurry);
        limit.CancelAfter(_options.Drain);
        await HttpApp.StopAsync(_public, limit.Token);
        if (limit.IsCancellationRequested) _log.LogWarning("requests were still in flight when the time to drain ended");
        await HttpApp.StopAsync(_management, limit.Token);
        _log.LogInformation("stopped");
    }

    public async ValueTask DisposeAsync()
    {
        _limitLog.Dispose();
        await _public.DisposeAsync();
        await _management.DisposeAsync();
        if (_lifecycle.Serving is { } serving) await CloseAsync(serving);
    }

    private static async ValueTask CloseAsync(Serving serving)
    {
        await serving.Events.DisposeAsync();
        serving.Engine.Dispose();
    }
}
