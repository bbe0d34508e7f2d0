namespace Recsys.Server.Events;

/// <summary>
/// Users' newest events, of products that the bundle knows and of those that it does not know yet: bundles change under a store.
/// Thread-safe.
/// </summary>
internal interface IEventStore : IAsyncDisposable
{
    /// <summary>A user's events, oldest first; none for an unknown user.</summary>
    ValueTask<IReadOnlyList<ProductEvent>> HistoryAsync(string userId, CancellationToken cancel);

    /// <summary>Adds events, in any order of time; once this returns, <see cref="HistoryAsync"/> reflects them.</summary>
    ValueTask AppendAsync(IReadOnlyList<UserEvent> events, CancellationToken cancel);

    /// <summary>
    /// Gives what the history file has of one user. Every server does so at its start: a store that outlives it must not count an
    /// event twice.
    /// </summary>
    /// <param name="events">Oldest first.</param>
    ValueTask LoadAsync(string userId, IReadOnlyList<ProductEvent> events, CancellationToken cancel);
}
