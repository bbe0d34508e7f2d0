using Recsys.Contracts.Artifacts;

namespace Recsys.Engine.Matching;

/// <summary>The features of the search. A new one is a class and a line here.</summary>
public static class MatchFeatures
{
    /// <summary>In the order of every table of features; docs/artifacts.md says what they are.</summary>
    internal static IReadOnlyList<IMatchFeature> All { get; } =
    [
        new Bm25Feature(),
        new CoverageFeature(),
        new PhraseFeature(),
        new FocusFeature(),
        new HeadFeature(),
        new NumbersFeature(),
        new GramsFeature(),
        new DenseFeature(),
        new PopularityFeature(),
    ];

    /// <summary>Their names, in the order of every table of features.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(feature => feature.Name)];

    /// <summary>What serves where nothing was learned.</summary>
    public static SearchWeights Default => new()
    {
        Weights = new(
            All.Where(feature => feature.DefaultWeight != 0).ToDictionary(feature => feature.Name, feature => feature.DefaultWeight),
            StringComparer.Ordinal
        ),
        LearnedFrom = "none",
    };
}
