using Recsys.Engine.Histories;

namespace Recsys.Server.Events;

/// <summary>Something a user did with a product of the catalogue.</summary>
internal readonly record struct UserEvent(string UserId, HistoryItem Item);

/// <summary>Users' newest events. Thread-safe.</summary>
internal interface IEventStore
{
    /// <summary>A user's events, oldest first; none for an unknown user.</summary>
    ValueTask<IReadOnlyList<HistoryItem>> HistoryAsync(string userId, CancellationToken cancel);

    /// <summary>Adds events, in any order of time; once this returns, <see cref="HistoryAsync"/> reflects them.</summary>
    ValueTask AppendAsync(IReadOnlyList<UserEvent> events, CancellationToken cancel);
}
