using Recsys.Contracts.Metrics;
using Recsys.Engine.Neighbours;

namespace Recsys.Model.Ranking;

/// <summary>Mean NDCG@10 of the recommendations over users; a weight is tried as a few multiples of the largest other one.</summary>
/// <param name="users">Whom to please.</param>
/// <param name="scales">The unit of each feature's weight; 0 for a feature that tells nothing.</param>
public sealed class HistoryObjective(IReadOnlyList<JudgedUser> users, double[] scales) : IRankingObjective
{
    private const int Depth = 10;
    private static readonly double[] Steps = [0, 1.0 / 32, 1.0 / 16, 1.0 / 8, 1.0 / 4, 0.4, 0.55, 0.75, 1, 1.3, 1.8, 2.5, 4];
    private static readonly HistoryFeature[] Signed = [HistoryFeature.Popularity, HistoryFeature.Trend];

    /// <inheritdoc/>
    public double Figure(double[] weights) => Mean(weights, users);

    /// <inheritdoc/>
    public double Figure(double[] weights, WeightTrial trial)
    {
        var changed = (double[])weights.Clone();
        changed[trial.Feature] = trial.Weight;
        return Mean(changed, users);
    }

    /// <inheritdoc/>
    public IReadOnlyList<WeightTrial> Trials(double[] weights, int feature)
    {
        if (scales[feature] == 0) return [];
        var unit = scales[feature] * weights.Select((weight, i) => scales[i] == 0 ? 0 : Math.Abs(weight) / scales[i]).Max();
        var own = weights[feature];
        var signed = Array.IndexOf(Signed, (HistoryFeature)feature) >= 0;
        var alone = weights.Where((_, i) => i != feature).All(weight => weight == 0);
        return
        [
            .. Steps
                .SelectMany(step => signed ? new[] { step * unit, -step * unit } : [step * unit])
                .Concat(own == 0 ? [] : new[] { 0.9 * own, 1.1 * own })
                .Where(weight => weight != 0 || !alone)
                .Select(weight => new WeightTrial(feature, weight, weight - own)),
        ];
    }

    /// <inheritdoc/>
    public void Accept(double[] weights, WeightTrial trial) { }

    /// <summary>Mean NDCG@10 of one row of weights; 0 without users.</summary>
    public static double Mean(double[] weights, IReadOnlyList<JudgedUser> users)
    {
        var values = new double[users.Count];
        Parallel.For(0, users.Count, i => values[i] = Ndcg(users[i], weights));
        return users.Count == 0 ? 0 : values.Sum() / users.Count;
    }

    private static double Ndcg(JudgedUser one, double[] weights)
    {
        Span<float> scores = one.Candidates.Length <= 1024 ? stackalloc float[one.Candidates.Length] : new float[one.Candidates.Length];
        scores.Clear();
        for (var f = 0; f < weights.Length; f++)
        {
            if (weights[f] == 0) continue;
            var (weight, feature) = ((float)weights[f], one.Features[f]);
            for (var i = 0; i < scores.Length; i++) scores[i] += weight * feature[i];
        }
        double gain = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (!one.Relevant[i]) continue;
            var rank = 1;
            for (var other = 0; other < scores.Length && rank <= Depth; other++)
                if (scores[other] > scores[i] || (scores[other] == scores[i] && other < i)) rank++;
            if (rank <= Depth) gain += Dcg.Discount(rank);
        }
        return gain / one.Ideal;
    }
}
