using Recsys.Engine.Neighbours;

namespace Recsys.Model.Ranking;

/// <summary>
/// Learns the rankers of histories: <see cref="CoordinateAscent"/> on mean NDCG@10, first over all users, then over those of each length of
/// history. Deterministic.
/// </summary>
public sealed class HistoryFit(IReadOnlyList<JudgedUser> users)
{
    /// <summary>Lengths of history that may have weights of their own.</summary>
    private static readonly int[] Lengths = [0, 5, 20];

    /// <summary>Users that a length needs for that; with fewer it has the weights of all together.</summary>
    private const int Enough = 500;

    private static readonly CoordinateAscent Ascent = new(MostRounds: 12, Least: 1e-6, LeastBetween: 1e-6);

    /// <returns>The rankers, and their mean NDCG@10 over the users.</returns>
    public (HistoryRankers Rankers, double Ndcg) Run()
    {
        if (users.Count == 0) return (HistoryRankers.EncoderOnly, 0);
        var scales = Scales();
        var all = Start(scales);
        Ascent.Climb(all, new HistoryObjective(users, scales));
        var (from, rows, sum) = (new List<int>(), new List<float[]>(), 0.0);
        for (var i = 0; i < Lengths.Length; i++)
        {
            var below = i + 1 < Lengths.Length ? Lengths[i + 1] : int.MaxValue;
            var some = users.Where(one => one.Events >= Lengths[i] && one.Events < below).ToList();
            var row = (double[])all.Clone();
            if (some.Count >= Enough) Ascent.Climb(row, new HistoryObjective(some, scales));
            from.Add(Lengths[i]);
            rows.Add([.. row.Select(weight => (float)weight)]);
            sum += HistoryObjective.Mean(row, some) * some.Count;
        }
        return (new HistoryRankers([.. from], [.. rows]), sum / users.Count);
    }

    // One over the mean standard deviation among a user's candidates: weights in these units are comparable.
    private double[] Scales()
    {
        var scales = new double[HistoryFeatures.Count];
        for (var f = 0; f < scales.Length; f++)
        {
            var deviation = users.Average(one => Deviation(one.Features[f]));
            scales[f] = deviation > 0 ? 1 / deviation : 0;
        }
        return scales;
    }

    // The best single feature.
    private double[] Start(double[] scales) => Enumerable.Range(0, HistoryFeatures.Count).Select(f =>
    {
        var weights = new double[HistoryFeatures.Count];
        weights[f] = scales[f];
        return weights;
    }).MaxBy(weights => HistoryObjective.Mean(weights, users))!;

    private static double Deviation(float[] values)
    {
        if (values.Length == 0) return 0;
        var mean = values.Average(value => (double)value);
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
