using CsCheck;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Histories;
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
            foreach (var batch in posted) Append(store, [.. batch.Select(item => Event("u", item.Item2, item.Item1))]);
            // A batch at a time is trimmed, and what was trimmed is older than what stays: the end result is the newest overall.
            var expected = posted.SelectMany(batch => batch).OrderBy(item => item.Item1).Select(item => item.Item2).TakeLast(10);
            return expected.SequenceEqual(History(store, "u").Select(item => item.Product));
        });
    }

    [Fact]
    public void New_users_are_bounded_and_loaded_users_stay()
    {
        var store = new InMemoryEventStore(newUsers: 3);
        store.Load("loaded", [Event("loaded", 1, 1)]);
        foreach (var user in (string[])["a", "b", "c", "a", "d", "loaded"]) Append(store, [Event(user, 2, 2)]);
        Assert.Empty(History(store, "a"));
        Assert.All((string[])["b", "c", "d"], user => Assert.Single(History(store, user)));
        Assert.Equal(2, History(store, "loaded").Count);
        Assert.Equal(4, store.Users);
    }

    [Fact]
    public void Users_are_told_apart_exactly()
    {
        var store = new InMemoryEventStore();
        Append(store, [Event("a", 1, 1), Event("A", 2, 1), Event("a", 3, 2)]);
        Assert.Equal([1, 3], History(store, "a").Select(item => item.Product));
        Assert.Equal([2], History(store, "A").Select(item => item.Product));
    }

    private static UserEvent Event(string user, int product, long time) => new(user, new HistoryItem(product, EventType.View, time));

    private static void Append(InMemoryEventStore store, UserEvent[] events) =>
        Assert.True(store.AppendAsync(events, default).IsCompletedSuccessfully);

    private static IReadOnlyList<HistoryItem> History(InMemoryEventStore store, string user) => store.HistoryAsync(user, default).Result;
}
