using Recsys.Engine.Histories;

namespace Recsys.Server.Events;

/// <summary>One user's newest events, oldest first. Immutable, so that readers need no lock.</summary>
internal sealed class UserHistory
{
    private UserHistory(HistoryItem[] items) => Items = items;

    public static UserHistory Empty { get; } = new([]);

    public HistoryItem[] Items { get; }

    /// <summary>Merges events in by time, after those of the same time, and keeps the newest.</summary>
    /// <param name="added">In order of arrival.</param>
    /// <param name="most">Events kept.</param>
    public UserHistory With(IReadOnlyList<UserEvent> added, int most)
    {
        var (count, total) = (Items.Length, Items.Length + added.Count);
        var items = new HistoryItem[total];
        Items.CopyTo(items, 0);
        foreach (var (_, item) in added)
        {
            // Events come nearly in order: look from the newest end.
            var at = count;
            while (at > 0 && items[at - 1].Timestamp > item.Timestamp) at--;
            Array.Copy(items, at, items, at + 1, count - at);
            items[at] = item;
            count++;
        }
        return new UserHistory(total <= most ? items : items[^most..]);
    }
}
