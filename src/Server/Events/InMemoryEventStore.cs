namespace Recsys.Server.Events;

/// <summary>Histories in this process's memory: gone with it, and not shared with other replicas.</summary>
/// <param name="bytes">Most memory; those who were not seen for longest go first.</param>
/// <param name="eventsPerUser">A user's newest events that are kept.</param>
internal sealed class InMemoryEventStore(
    long bytes = EventStoreSettings.DefaultBytes,
    int eventsPerUser = EventStoreSettings.EventsPerUser
) : IEventStore
{
    private readonly HistoryCache _histories = new(bytes);

    public static EventStoreKind Kind { get; } = new(
        "memory",
        "memory",
        static address => address.Length == 0,
        static (_, settings) => new InMemoryEventStore(settings.Bytes)
    );

    public EventStoreState State => new(_histories.Users, _histories.Bytes, _histories.Limit, _histories.Evicted, 0, Healthy: true);

    public ValueTask<IReadOnlyList<ProductEvent>> HistoryAsync(string userId, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<ProductEvent>>(_histories.Find(userId)?.Items ?? []);

    public ValueTask AppendAsync(IReadOnlyList<UserEvent> events, CancellationToken cancel)
    {
        foreach (var user in events.GroupBy(item => item.UserId, item => item.Event, StringComparer.Ordinal))
        {
            ProductEvent[] added = [.. user];
            _histories.Change(user.Key, history => history.With(added, eventsPerUser));
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> HasLoadedAsync(string source, CancellationToken cancel) => ValueTask.FromResult(false);

    public ValueTask LoadAsync(string userId, IReadOnlyList<ProductEvent> events, CancellationToken cancel)
    {
        _histories.Change(userId, history => history.With(events, eventsPerUser));
        return ValueTask.CompletedTask;
    }

    public ValueTask LoadedAsync(string source, CancellationToken cancel) => ValueTask.CompletedTask;

    public ValueTask<bool> ForgetAsync(string userId, CancellationToken cancel) => ValueTask.FromResult(_histories.Remove(userId));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
