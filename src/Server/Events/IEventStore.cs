namespace Recsys.Server.Events;

/// <summary>
/// Users' newest events, of products that the bundle knows and of those that it does not know yet: bundles change under a store.
/// Thread-safe.
/// </summary>
internal interface IEventStore : IAsyncDisposable
{
    /// <summary>What the store holds, and whether it works.</summary>
    EventStoreState State { get; }

    /// <summary>A user's events, oldest first; none for an unknown user, and none while the store cannot be read.</summary>
    ValueTask<IReadOnlyList<ProductEvent>> HistoryAsync(string userId, CancellationToken cancel);

    /// <summary>
    /// Adds events, in any order of time; once this returns, they are kept as safely as the store keeps any, and
    /// <see cref="HistoryAsync"/> reflects them.
    /// </summary>
    /// <exception cref="EventStoreException">They could not be kept.</exception>
    ValueTask AppendAsync(IReadOnlyList<UserEvent> events, CancellationToken cancel);

    /// <summary>Whether a store that outlives servers has been given all histories of a source.</summary>
    /// <param name="source">Hash of the history file.</param>
    ValueTask<bool> HasLoadedAsync(string source, CancellationToken cancel);

    /// <summary>
    /// Gives what the history file has of one user. Every server does so at its start: a store that outlives it must not count an
    /// event twice, nor bring back who was forgotten.
    /// </summary>
    /// <param name="events">Oldest first.</param>
    /// <exception cref="EventStoreException">They could not be kept.</exception>
    ValueTask LoadAsync(string userId, IReadOnlyList<ProductEvent> events, CancellationToken cancel);

    /// <summary>All histories of a source have been given.</summary>
    ValueTask LoadedAsync(string source, CancellationToken cancel);

    /// <summary>Forgets a user and all events; false: nothing was known.</summary>
    /// <exception cref="EventStoreException">The store could not do so; nothing is forgotten.</exception>
    ValueTask<bool> ForgetAsync(string userId, CancellationToken cancel);
}

/// <summary>What a store holds.</summary>
/// <param name="Users">Users whose history is in memory.</param>
/// <param name="Bytes">Memory that they take.</param>
/// <param name="Limit">Most memory.</param>
/// <param name="Evicted">Histories that had to go from memory.</param>
/// <param name="DiskBytes">What the store takes on disk; 0: it is not there.</param>
/// <param name="Healthy">false: the last attempt to read or to write failed.</param>
internal sealed record EventStoreState(long Users, long Bytes, long Limit, long Evicted, long DiskBytes, bool Healthy);

/// <summary>The store does not work now; the message says why.</summary>
internal sealed class EventStoreException(string message, Exception? inner = null) : Exception(message, inner);
