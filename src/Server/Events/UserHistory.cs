using Recsys.Engine;

namespace Recsys.Server.Events;

/// <summary>One user's newest events, oldest first. Immutable, so that readers need no lock.</summary>
internal sealed class UserHistory
{
    private readonly long[] _times;

    private UserHistory(HistoryItem[] items, long[] times) => (Items, _times) = (items, times);

    public static UserHistory Empty { get; } = new([], []);

    public HistoryItem[] Items { get; }

    /// <summary>Merges events in by time, after those of the same time, and keeps the newest.</summary>
    /// <param name="added">In order of arrival.</param>
    /// <param name="most">Events kept.</param>
    public UserHistory With(IReadOnlyList<UserEvent> added, int most)
    {
        var (count, total) = (Items.Length, Items.Length + added.Count);
        var items = new HistoryItem[total];
        var times = new long[total];
        Items.CopyTo(items, 0);
        _times.CopyTo(times, 0);
        foreach (var item in added)
        {
            // Events come nearly in order: look from the newest end.
            var at = count;
            while (at > 0 && times[at - 1] > item.Timestamp) at--;
            Array.Copy(items, at, items, at + 1, count - at);
            Array.Copy(times, at, times, at + 1, count - at);
            (items[at], times[at]) = (item.Item, item.Timestamp);
            count++;
        }
        return total <= most ? new UserHistory(items, times) : new UserHistory(items[^most..], times[^most..]);
    }
}
