using Recsys.Contracts.Artifacts;

namespace Recsys.Model.Fusion;

/// <summary>
/// Learns the weights of the search's features by coordinate ascent on mean NDCG@10 (Metzler and Croft 2007,
/// doi:10.1007/s10791-006-9019-z): one weight at a time over a grid, until a round brings nothing. Deterministic.
/// </summary>
public sealed class FusionFit
{
    private const int MostRounds = 8;

    // A step must bring this much, or chance would choose among weights that do the same.
    private const double Least = 1e-4;
    private static readonly double[] Steps = [-0.8, -0.4, -0.2, -0.1, -0.05, -0.02, -0.01, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8];

    private readonly IReadOnlyList<JudgedQuery> _queries;
    private readonly double[] _weights;
    private readonly double[][] _scores;
    private readonly double[] _trial;

    private FusionFit(IReadOnlyList<JudgedQuery> queries, SearchFusion start)
    {
        _queries = queries;
        _weights = [.. SearchFusion.Features.Select(name => start.Weights.GetValueOrDefault(name))];
        _scores = [.. queries.Select(query => new double[query.Count])];
        _trial = new double[queries.Max(query => query.Count)];
        for (var feature = 0; feature < _weights.Length; feature++) Move(feature, 0, _weights[feature]);
    }

    /// <param name="queries">At least one.</param>
    /// <param name="start">Where the ascent begins.</param>
    /// <param name="learnedFrom">Noted in the result.</param>
    public static SearchFusion Fit(IReadOnlyList<JudgedQuery> queries, SearchFusion start, string learnedFrom)
    {
        var fit = new FusionFit(queries, start);
        var before = fit.Mean(0, 0);
        var reached = fit.Climb(before);
        return new SearchFusion
        {
            Weights = new(
                SearchFusion
                    .Features.Select((name, i) => (name, Weight: Math.Round(fit._weights[i], 6)))
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

    private double Climb(double reached)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var before = reached;
            for (var feature = 0; feature < _weights.Length; feature++)
            {
                var (best, step) = (reached + Least, 0.0);
                foreach (var change in Steps)
                {
                    var value = Mean(feature, change);
                    if (value > best) (best, step) = (value, change);
                }
                if (step == 0) continue;
                Move(feature, _weights[feature], _weights[feature] += step);
                reached = best;
            }
            if (reached == before) break;
        }
        return reached;
    }

    /// <summary>Mean NDCG@10 with one weight changed.</summary>
    private double Mean(int feature, double change)
    {
        var sum = 0.0;
        for (var q = 0; q < _queries.Count; q++)
        {
            var (features, scores) = (_queries[q].Features, _scores[q]);
            var trial = _trial.AsSpan(0, scores.Length);
            for (var i = 0; i < trial.Length; i++) trial[i] = scores[i] + change * features[i * _weights.Length + feature];
            sum += _queries[q].Ndcg(trial);
        }
        return sum / _queries.Count;
    }

    private void Move(int feature, double from, double to)
    {
        for (var q = 0; q < _queries.Count; q++)
        {
            for (var i = 0; i < _scores[q].Length; i++) _scores[q][i] += (to - from) * _queries[q].Features[i * _weights.Length + feature];
        }
    }
}
