using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Statistics;

/// <summary>
/// How far a dataset has moved away from an earlier one, by the population stability index of an attribute: Σ (p − q) ln(p / q) over its
/// bins,
/// p and q the shares now and before (Siddiqi, Credit Risk Scorecards, 2006; the symmetric Kullback–Leibler divergence of Jeffreys). Every
/// bin counts half an event more than it holds, so that an empty one is no infinite change.
/// </summary>
public static class PopulationStability
{
    /// <summary>Rule of thumb of the same source: below the first nothing has changed that matters, from the second on a great deal
    /// has.</summary>
    public const double Moderate = 0.1, Major = 0.25;

    /// <summary>Attributes that both datasets have, the most changed first.</summary>
    public static IReadOnlyList<Drift> Compare(
        IReadOnlyDictionary<string, Distribution> before,
        IReadOnlyDictionary<string, Distribution> now
    ) =>
        [
            .. now.Where(attribute => before.ContainsKey(attribute.Key))
                .Select(attribute => Compare(attribute.Key, before[attribute.Key], attribute.Value))
                .OfType<Drift>()
                .OrderByDescending(drift => drift.Index)
                .ThenBy(drift => drift.Attribute, StringComparer.Ordinal),
        ];

    /// <summary>One attribute; null where either dataset has nothing of it or they count different things.</summary>
    public static Drift? Compare(string attribute, Distribution before, Distribution now)
    {
        var (then, current) = (Total(before), Total(now));
        if (then == 0 || current == 0 || before.Of != now.Of) return null;
        var bins = Align(before, now);
        double Share(long count, long total) => (count + 0.5) / (total + 0.5 * bins.Count);
        return new Drift
        {
            Attribute = attribute,
            Of = now.Of,
            Index = bins.Sum(bin =>
                (Share(bin.Now, current) - Share(bin.Before, then)) * Math.Log(Share(bin.Now, current) / Share(bin.Before, then))
            ),
            ByChance = (bins.Count - 1) * (1.0 / then + 1.0 / current),
            Bins = [.. bins.Select(bin => new DriftBin(bin.Name, (double)bin.Before / then, (double)bin.Now / current))],
        };
    }

    // The most frequent values have bins of their own, and which these are differs: what only one side names joins the others.
    private static List<(string Name, long Before, long Now)> Align(Distribution before, Distribution now)
    {
        var (then, current) = (Counts(before), Counts(now));
        var open = then.ContainsKey(Distribution.Other) && current.ContainsKey(Distribution.Other);
        var names = now
            .Bins.Concat(before.Bins)
            .Select(bin => bin.Name)
            .Distinct(StringComparer.Ordinal)
            .Where(name =>
                !open || name is Distribution.Other or Distribution.Unknown || (then.ContainsKey(name) && current.ContainsKey(name))
            )
            .ToList();
        long Of(Dictionary<string, long> counts, string name) =>
            open && name == Distribution.Other
                ? counts.Values.Sum() - names.Where(other => other != Distribution.Other).Sum(other => counts.GetValueOrDefault(other))
                : counts.GetValueOrDefault(name);
        return [.. names.Select(name => (name, Of(then, name), Of(current, name)))];
    }

    private static Dictionary<string, long> Counts(Distribution distribution) =>
        distribution
            .Bins.GroupBy(bin => bin.Name, StringComparer.Ordinal)
            .ToDictionary(bin => bin.Key, bin => bin.Sum(one => one.Count), StringComparer.Ordinal);

    private static long Total(Distribution distribution) => distribution.Bins.Sum(bin => bin.Count);
}

/// <summary>How far one attribute has moved.</summary>
public sealed record Drift
{
    public const string None = "none", Moderate = "moderate", Major = "major";

    public required string Attribute { get; init; }

    /// <summary>What is counted: <see cref="Distribution.Of"/>.</summary>
    public required string Of { get; init; }

    /// <summary>The population stability index; 0 where nothing moved.</summary>
    public required double Index { get; init; }

    /// <summary>
    /// What the index would be on average if nothing had moved and all that is counted were independent: (bins − 1)(1/n + 1/m)
    /// (Yurdakul, Statistical Properties of Population Stability Index, 2018). Events of one user are not, so it is a lower bound.
    /// </summary>
    public required double ByChance { get; init; }

    public required IReadOnlyList<DriftBin> Bins { get; init; }

    /// <summary><see cref="None"/>, <see cref="Moderate"/> or <see cref="Major"/>.</summary>
    public string Change => Index < PopulationStability.Moderate ? None : Index <= PopulationStability.Major ? Moderate : Major;

    /// <summary>The bin whose share moved most.</summary>
    public DriftBin LargestMove() => Bins.MaxBy(bin => Math.Abs(bin.Now - bin.Before))!;
}

/// <summary>Shares of one bin in the earlier dataset and in this one.</summary>
public sealed record DriftBin(string Name, double Before, double Now);
