namespace Recsys.Server.Events;

/// <summary>One user's newest events, oldest first. Immutable, so that readers need no lock.</summary>
internal sealed class UserHistory
{
    /// <summary>
    /// Characters of product ids that are kept of a user: an id may be anything that was posted, so the number of events alone is no bound.
    /// </summary>
    public const int MostCharacters = 32 * 1024;

    private UserHistory(ProductEvent[] items) => Items = items;

    public static UserHistory Empty { get; } = new([]);

    public ProductEvent[] Items { get; }

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
