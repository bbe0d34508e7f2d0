namespace Recsys.Engine.Neighbours;

/// <summary>What a product is scored by for a user; a ranker has one weight for each.</summary>
public enum HistoryFeature
{
    /// <summary>Dot product of the item vector with the user encoder's vector.</summary>
    Encoder,

    /// <summary>Σ over the distinct products bought of their item-to-item weight.</summary>
    Association,

    /// <summary>The same over all distinct products of the history, the newest counting 1 and every older one 0.8 of the one after
    /// it.</summary>
    RecentAssociation,

    /// <summary>log₂(1 + purchases of the product by this user).</summary>
    Purchases,

    /// <summary>Σ over this user's purchases of the product of 0.9 to the number of baskets since.</summary>
    RecentPurchases,

    /// <summary>Σ over this user's views and carts of the product of 0.9 to the number of events since.</summary>
    Interest,

    /// <summary>log₂(1 + all users' purchases).</summary>
    Popularity,

    /// <summary>log₂(1 + all users' purchases, halved in weight for every 30 days of age).</summary>
    Trend,
}

/// <summary>Facts about <see cref="HistoryFeature"/>.</summary>
public static class HistoryFeatures
{
    /// <summary>Features.</summary>
    public const int Count = 8;

    /// <summary>Those that are the same for every user: columns of the table of priors.</summary>
    public const int Priors = 2;

    /// <summary>Their names in the order of every row of weights.</summary>
    public static IReadOnlyList<string> Names { get; } = Enum.GetNames<HistoryFeature>();
}
