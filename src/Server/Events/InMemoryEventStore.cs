using System.Collections.Concurrent;

namespace Recsys.Server.Events;

/// <summary>Histories in this process's memory: gone with it, and not shared with other replicas.</summary>
/// <param name="eventsPerUser">
/// A user's newest events that are kept. More than an encoder reads, since returns and products that the bundle does not know do not
/// count there.
/// </param>
/// <param name="newUsers">
/// Users kept beyond the loaded ones; past it the first to come goes first, so that posted events cannot fill the memory.
/// </param>
internal sealed class InMemoryEventStore(int eventsPerUser = 500, int newUsers = 250_000) : IEventStore
{
    private readonly ConcurrentDictionary<string, UserHistory> _users = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _arrivals = new();

    public static EventStoreKind Kind { get; } = new(
        "memory",
        "memory",
        static address => address.Length == 0,
        static _ => new InMemoryEventStore()
    );

    /// <summary>Users with a history.</summary>
    public int Users => _users.Count;

    public ValueTask<IReadOnlyList<ProductEvent>> HistoryAsync(string userId, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<ProductEvent>>(_users.TryGetValue(userId, out var history) ? history.Items : []);

    public ValueTask AppendAsync(IReadOnlyList<UserEvent> events, CancellationToken cancel)
    {
        foreach (var user in events.GroupBy(item => item.UserId, item => item.Event, StringComparer.Ordinal))
        {
            if (Append(user.Key, [.. user])) Arrive(user.Key);
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>Such a user is never dropped.</summary>
    public ValueTask LoadAsync(string userId, IReadOnlyList<ProductEvent> events, CancellationToken cancel)
    {
        Append(userId, events);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>true for a user who was not there before.</summary>
    private bool Append(string userId, IReadOnlyList<ProductEvent> events)
    {
        while (true)
        {
            if (!_users.TryGetValue(userId, out var current))
            {
                if (_users.TryAdd(userId, UserHistory.Empty.With(events, eventsPerUser))) return true;
            }
            else if (_users.TryUpdate(userId, current.With(events, eventsPerUser), current))
            {
                return false;
            }
        }
    }

    private void Arrive(string userId)
    {
        _arrivals.Enqueue(userId);
        while (_arrivals.Count > newUsers && _arrivals.TryDequeue(out var oldest)) _users.TryRemove(oldest, out _);
    }
}
