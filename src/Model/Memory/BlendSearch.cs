using Recsys.Contracts.Metrics;
using Recsys.Engine.Neighbours;

namespace Recsys.Model.Memory;

/// <summary>
/// The blend with the largest mean NDCG@10 over the cases, by coordinate ascent (Metzler and Croft, Information Retrieval 10(3), 2007): one
/// weight after another is set to the best of a few multiples, until none improves. The figure itself is searched, since no gradient of it
/// exists.
/// </summary>
public sealed class BlendSearch(IReadOnlyList<BlendCase> cases)
{
    /// <summary>Lengths of history that may have weights of their own.</summary>
    private static readonly int[] Lengths = [0, 5, 20];

    /// <summary>Cases that a length needs for that; with fewer it has those of all together.</summary>
    private const int Enough = 500;

    private const int Passes = 12, Depth = 10;
    private const double Worthwhile = 1e-6;
    private static readonly double[] Steps = [0, 1.0 / 32, 1.0 / 16, 1.0 / 8, 1.0 / 4, 0.4, 0.55, 0.75, 1, 1.3, 1.8, 2.5, 4];
    private static readonly BlendFeature[] Signed = [BlendFeature.Popularity, BlendFeature.Trend];

    /// <returns>The blend, and its mean NDCG@10 over the cases.</returns>
    public (Blend Blend, double Ndcg) Run()
    {
        if (cases.Count == 0) return (Blend.EncoderOnly, 0);
        var scales = Scales();
        var all = Start(scales);
        Climb(all, scales, cases);
        var (from, rows, sum) = (new List<int>(), new List<float[]>(), 0.0);
        for (var i = 0; i < Lengths.Length; i++)
        {
            var below = i + 1 < Lengths.Length ? Lengths[i + 1] : int.MaxValue;
            var some = cases.Where(one => one.Events >= Lengths[i] && one.Events < below).ToList();
            var row = (double[])all.Clone();
            if (some.Count >= Enough) Climb(row, scales, some);
            from.Add(Lengths[i]);
            rows.Add([.. row.Select(weight => (float)weight)]);
            sum += Mean(row, some) * some.Count;
        }
        return (new Blend([.. from], [.. rows]), sum / cases.Count);
    }

    /// <summary>Mean NDCG@10 of one row of weights.</summary>
    public static double Mean(double[] weights, IReadOnlyList<BlendCase> cases)
    {
        var values = new double[cases.Count];
        Parallel.For(0, cases.Count, i => values[i] = Ndcg(cases[i], weights));
        return cases.Count == 0 ? 0 : values.Sum() / cases.Count;
    }

    // One over the mean standard deviation among a user's candidates: weights in these units are comparable.
    private double[] Scales()
    {
        var scales = new double[BlendFeatures.Count];
        for (var f = 0; f < scales.Length; f++)
        {
            var deviation = cases.Average(one => Deviation(one.Features[f]));
            scales[f] = deviation > 0 ? 1 / deviation : 0;
        }
        return scales;
    }

    // The best single feature.
    private double[] Start(double[] scales) => Enumerable.Range(0, BlendFeatures.Count).Select(f =>
    {
        var weights = new double[BlendFeatures.Count];
        weights[f] = scales[f];
        return weights;
    }).MaxBy(weights => Mean(weights, cases))!;

    private static void Climb(double[] weights, double[] scales, IReadOnlyList<BlendCase> cases)
    {
        var best = Mean(weights, cases);
        for (var pass = 0; pass < Passes; pass++)
        {
            var before = best;
            for (var f = 0; f < weights.Length; f++)
            {
                if (scales[f] == 0) continue;
                var unit = scales[f] * weights.Select((weight, i) => scales[i] == 0 ? 0 : Math.Abs(weight) / scales[i]).Max();
                var kept = weights[f];
                var tried = Steps
                    .SelectMany(step =>
                        Array.IndexOf(Signed, (BlendFeature)f) >= 0 ? new[] { step * unit, -step * unit } : [step * unit]
                    )
                    .Concat(kept == 0 ? [] : new[] { 0.9 * kept, 1.1 * kept });
                foreach (var value in tried)
                {
                    weights[f] = value;
                    if (!weights.Any(weight => weight != 0)) continue;
                    var mean = Mean(weights, cases);
                    if (mean > best + Worthwhile) (best, kept) = (mean, value);
                }
                weights[f] = kept;
            }
            if (best - before <= Worthwhile) break;
        }
    }

    private static double Ndcg(BlendCase one, double[] weights)
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

    private static double Deviation(float[] values)
    {
        if (values.Length == 0) return 0;
        var mean = values.Average(value => (double)value);
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
