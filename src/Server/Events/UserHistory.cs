using Recsys.Contracts.Artifacts;

namespace Recsys.Server.Events;

/// <summary>One user's newest events, oldest first. Immutable, so that readers need no lock.</summary>
internal sealed class UserHistory
{
    /// <summary>
    /// Characters of product ids that are kept of a user: an id may be anything that was posted, so the number of events alone is no bound.
    /// </summary>
    public const int MostCharacters = 32 * 1024;

    /// <summary>Bytes of a history without its events: itself, its list, and its place in a <see cref="HistoryCache"/>.</summary>
    private const int Bytes = 160;

    private UserHistory(ProductEvent[] items)
    {
        Items = items;
        Size = Bytes;
        foreach (var item in items) Size += item.Size;
    }

    public static UserHistory Empty { get; } = new([]);

    public ProductEvent[] Items { get; }

    /// <summary>Memory that the history takes.</summary>
    public int Size { get; }

    /// <summary>Merges events in by time, after those of the same time, and keeps the newest.</summary>
    /// <param name="added">In order of arrival.</param>
    /// <param name="most">Events kept.</param>
    public UserHistory With(IReadOnlyList<ProductEvent> added, int most)
    {
        var (count, total) = (Items.Length, Items.Length + added.Count);
        var items = new ProductEvent[total];
        Items.CopyTo(items, 0);
        foreach (var item in added)
        {
            // Events come nearly in order: look from the newest end.
            var at = count;
            while (at > 0 && items[at - 1].Timestamp > item.Timestamp) at--;
            Array.Copy(items, at, items, at + 1, count - at);
            items[at] = item;
            count++;
        }
        var kept = Newest(items, most);
        return new UserHistory(kept == total ? items : items[^kept..]);
    }

    /// <summary>Adds what a copy of this history has more of: an event that is as often here as there is the same one.</summary>
    public UserHistory Union(IReadOnlyList<ProductEvent> copy, int most)
    {
        var here = new Dictionary<(string, EventType, long), int>();
        foreach (var (id, type, time) in Items) here[(id, type, time)] = here.GetValueOrDefault((id, type, time)) + 1;
        var added = copy.Where(item => !Take((item.ProductId, item.Type, item.Timestamp))).ToArray();
        return added.Length == 0 ? this : With(added, most);

        bool Take((string, EventType, long) item)
        {
            if (here.GetValueOrDefault(item) is not (> 0 and var left)) return false;
            here[item] = left - 1;
            return true;
        }
    }

    /// <summary>How many of the newest are within both bounds.</summary>
    private static int Newest(ProductEvent[] items, int most)
    {
        var (kept, characters) = (0, 0);
        while (kept < items.Length && kept < most)
        {
            characters += items[^(kept + 1)].ProductId.Length;
            if (characters > MostCharacters) break;
            kept++;
        }
        return kept;
    }
}
