using System.Collections.Concurrent;
using Recsys.Engine.Histories;

namespace Recsys.Server.Events;

/// <summary>Histories in this process's memory: gone with it, and not shared with other replicas.</summary>
/// <param name="eventsPerUser">A user's newest events that are kept. More than an encoder reads, since returns do not count there.</param>
/// <param name="newUsers">
/// Users kept beyond the loaded ones; past it the first to come goes first, so that posted events cannot fill the memory.
/// </param>
internal sealed class InMemoryEventStore(int eventsPerUser = 500, int newUsers = 250_000) : IEventStore
{
    private readonly ConcurrentDictionary<string, UserHistory> _users = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _arrivals = new();

    /// <summary>Users with a history.</summary>
    public int Users => _users.Count;

    public ValueTask<IReadOnlyList<HistoryItem>> HistoryAsync(string userId, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<HistoryItem>>(_users.TryGetValue(userId, out var history) ? history.Items : []);

    public ValueTask AppendAsync(IReadOnlyList<UserEvent> events, CancellationToken cancel)
    {
        foreach (var group in events.GroupBy(item => item.UserId, StringComparer.Ordinal)) Append(group.Key, [.. group], loading: false);
        return ValueTask.CompletedTask;
    }

    /// <summary>Adds a user's events from the history file; such a user is never dropped.</summary>
    public void Load(string userId, IReadOnlyList<UserEvent> events) => Append(userId, events, loading: true);

    private void Append(string userId, IReadOnlyList<UserEvent> events, bool loading)
    {
        var before = UserHistory.Empty;
        while (true)
        {
            if (_users.TryGetValue(userId, out var current))
            {
                if (_users.TryUpdate(userId, current.With(events, eventsPerUser), current)) return;
            }
            else if (_users.TryAdd(userId, before.With(events, eventsPerUser)))
            {
                break;
            }
        }
        if (loading) return;
        _arrivals.Enqueue(userId);
        while (_arrivals.Count > newUsers && _arrivals.TryDequeue(out var oldest)) _users.TryRemove(oldest, out _);
    }
}
