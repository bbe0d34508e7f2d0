using Recsys.Engine;
using Recsys.Engine.Histories;
using Recsys.Server.Events;

namespace Recsys.Server.Api;

/// <summary>What the server is doing.</summary>
internal enum Phase
{
    /// <summary>The listeners are open, the bundle is being read and verified.</summary>
    Starting,
    Ready,

    /// <summary>Told to stop: requests are still answered, but no new ones should be sent here.</summary>
    Draining,
}

/// <summary>What answers requests once the bundle is verified.</summary>
internal sealed record Serving(RecsysEngine Engine, IEventStore Events)
{
    /// <summary>A user's stored events of products that this bundle knows, oldest first.</summary>
    public async ValueTask<IReadOnlyList<HistoryItem>> HistoryAsync(string userId, CancellationToken cancel) =>
        Engine.Catalogue.Known(await Events.HistoryAsync(userId, cancel));
}

/// <summary>The server's state, written by the host and read by the endpoints.</summary>
internal sealed class Lifecycle
{
    private volatile Serving? _serving;
    private volatile bool _draining;

    /// <summary>null until the bundle is verified.</summary>
    public Serving? Serving => _serving;

    public Phase Phase => _draining ? Phase.Draining : _serving is null ? Phase.Starting : Phase.Ready;

    public void Open(Serving serving) => _serving = serving;

    public void Drain() => _draining = true;
}
