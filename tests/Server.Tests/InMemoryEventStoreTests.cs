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
    public void Memory_is_bounded_and_who_was_not_seen_for_longest_goes()
    {
        var store = new InMemoryEventStore(bytes: 100_000);
        var limit = store.State.Limit;
        Append(store, [Event("regular", "1", 1)]);
        for (var user = 0; user < 5000; user++)
        {
            Append(store, [Event($"passer-by {user}", "2", 2)]);
            Assert.NotEmpty(History(store, "regular"));
            Assert.InRange(store.State.Bytes, 1, limit);
        }
        Assert.Empty(History(store, "passer-by 0"));
        Assert.NotEmpty(History(store, "passer-by 4999"));
        Assert.InRange(store.State.Users, 200, 500);
        Assert.Equal(5001, store.State.Users + store.State.Evicted);
    }

    [Fact]
    public async Task Bytes_are_counted_as_histories_grow_and_go()
    {
        var store = new InMemoryEventStore(eventsPerUser: 5);
        Append(store, [Event("u", "1", 1)]);
        var one = store.State.Bytes;
        for (var time = 2; time < 20; time++) Append(store, [Event("u", "1", time)]);
        Assert.Equal(one + 4 * Event("u", "1", 1).Event.Size, store.State.Bytes);
        Assert.True(await store.ForgetAsync("u", default));
        Assert.False(await store.ForgetAsync("u", default));
        Assert.Equal((0, 0), (store.State.Bytes, store.State.Users));
        Assert.Empty(History(store, "u"));
    }

    [Fact]
    public void What_is_counted_is_what_the_heap_holds()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var store = new InMemoryEventStore();
        for (var user = 0; user < 2000; user++)
            Append(store, [.. Enumerable.Range(0, 100).Select(time => Event($"user {user}", $"product {user * 100 + time}", time))]);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(store.State.Bytes, held * 0.9, held * 1.3);
    }

    [Fact]
    public async Task Many_at_a_time_lose_no_event_and_no_byte()
    {
        var store = new InMemoryEventStore(bytes: 20_000);
        await Parallel.ForEachAsync(Enumerable.Range(0, 5000), async (i, cancel) =>
        {
            await store.AppendAsync([Event($"{i % 97}", "1", i)], cancel);
            await store.HistoryAsync($"{i % 89}", cancel);
        });
        Assert.InRange(store.State.Bytes, 1, 20_000);
        for (var user = 0; user < 97; user++) await store.ForgetAsync($"{user}", default);
        Assert.Equal(0, store.State.Bytes);
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
