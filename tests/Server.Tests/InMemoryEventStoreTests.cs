using CsCheck;
using Recsys.Contracts.Artifacts;
using Recsys.Server.Events;

namespace Recsys.Server.Tests;

public class InMemoryEventStoreTests
{
    [Fact]
    public void A_history_is_the_newest_events_in_stable_order_of_time()
    {
        var batches = Gen.Select(Gen.Int[0, 20], Gen.Int[0, 9]).Array[0, 12].Array[0, 6];
        batches.Sample(posted =>
        {
            var store = new InMemoryEventStore(eventsPerUser: 10);
            foreach (var batch in posted) Append(store, [.. batch.Select(item => Event("u", $"{item.Item2}", item.Item1))]);
            // A batch at a time is trimmed, and what was trimmed is older than what stays: the end result is the newest overall.
            var expected = posted.SelectMany(batch => batch).OrderBy(item => item.Item1).Select(item => $"{item.Item2}").TakeLast(10);
            return expected.SequenceEqual(History(store, "u"));
        });
    }

    [Fact]
    public void New_users_are_bounded_and_loaded_users_stay()
    {
        var store = new InMemoryEventStore(newUsers: 3);
        Assert.True(store.LoadAsync("loaded", [Event("loaded", "1", 1).Event], default).IsCompletedSuccessfully);
        foreach (var user in (string[])["a", "b", "c", "a", "d", "loaded"]) Append(store, [Event(user, "2", 2)]);
        Assert.Empty(History(store, "a"));
        Assert.All((string[])["b", "c", "d"], user => Assert.Single(History(store, user)));
        Assert.Equal(["1", "2"], History(store, "loaded"));
        Assert.Equal(4, store.Users);
    }

    [Fact]
    public void Users_are_told_apart_exactly()
    {
        var store = new InMemoryEventStore();
        Append(store, [Event("a", "1", 1), Event("A", "2", 1), Event("a", "3", 2)]);
        Assert.Equal(["1", "3"], History(store, "a"));
        Assert.Equal(["2"], History(store, "A"));
    }

    [Fact]
    public void Long_ids_cannot_fill_the_memory()
    {
        var store = new InMemoryEventStore();
        Append(store, [.. Enumerable.Range(0, 300).Select(time => Event("u", $"{time:D256}", time))]);
        var kept = History(store, "u").ToArray();
        Assert.Equal(UserHistory.MostCharacters, kept.Sum(id => id.Length));
        Assert.Equal($"{299:D256}", kept[^1]);
    }

    private static UserEvent Event(string user, string product, long time) => new(user, new ProductEvent(product, EventType.View, time));

    private static void Append(InMemoryEventStore store, UserEvent[] events) =>
        Assert.True(store.AppendAsync(events, default).IsCompletedSuccessfully);

    private static IEnumerable<string> History(InMemoryEventStore store, string user) =>
        store.HistoryAsync(user, default).Result.Select(item => item.ProductId);
}
