namespace Recsys.Contracts.Artifacts;

/// <summary>
/// How events, users or queries of a dataset spread over the values of one attribute. Counts only, so that a bundle can carry what its
/// data looked like without holding anybody's: a value that has a name of the shop's own stands for at least <see cref="FewestUsers"/>
/// users.
/// </summary>
/// <param name="Of">What is counted: <see cref="Events"/>, <see cref="Users"/> or <see cref="Queries"/>.</param>
/// <param name="Bins">In the attribute's own order. One named <see cref="Other"/> holds all values without a bin of their own.</param>
public sealed record Distribution(string Of, IReadOnlyList<DistributionBin> Bins)
{
    public const string Events = "events", Users = "users", Queries = "queries";

    /// <summary>Names of bins for values that are known but not named, and for those that are not known.</summary>
    public const string Other = "(other)", Unknown = "(unknown)";

    /// <summary>Values that fewer users have are in <see cref="Other"/>.</summary>
    public const int FewestUsers = 10;
}

/// <summary>One value, or range of values, and how often it occurs.</summary>
public sealed record DistributionBin(string Name, long Count);
