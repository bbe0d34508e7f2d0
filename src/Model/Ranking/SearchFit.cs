using Recsys.Contracts.Artifacts;
using Recsys.Engine.Matching;

namespace Recsys.Model.Ranking;

/// <summary>Learns the weights of the search's features: <see cref="CoordinateAscent"/> on mean NDCG@10. Deterministic.</summary>
public static class SearchFit
{
    private static readonly CoordinateAscent Ascent = new(MostRounds: 8, Least: 1e-4, LeastBetween: 0);

    /// <param name="queries">At least one.</param>
    /// <param name="start">Where the ascent begins.</param>
    /// <param name="learnedFrom">Noted in the result.</param>
    public static SearchWeights Fit(IReadOnlyList<JudgedQuery> queries, SearchWeights start, string learnedFrom)
    {
        double[] weights = [.. MatchFeatures.Names.Select(name => start.Weights.GetValueOrDefault(name))];
        var objective = new SearchObjective(queries, weights);
        var before = objective.Figure(weights);
        var reached = Ascent.Climb(weights, objective);
        return new SearchWeights
        {
            Weights = new(
                MatchFeatures
                    .Names.Select((name, i) => (name, Weight: Math.Round(weights[i], 6)))
                    .Where(pair => pair.Weight != 0)
                    .ToDictionary(),
                StringComparer.Ordinal
            ),
            LearnedFrom = learnedFrom,
            Queries = queries.Count,
            DefaultNdcg = Math.Round(before, 6),
            Ndcg = Math.Round(reached, 6),
        };
    }
}
