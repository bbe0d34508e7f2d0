using Recsys.Contracts.Metrics;

namespace Recsys.Model.Ranking;

/// <summary>A query's candidates and what each is worth to whoever asked.</summary>
public sealed class JudgedQuery
{
    private const int Depth = 10;
    private readonly double[] _gains;
    private readonly double _ideal;

    /// <param name="features">n rows of features, row-major.</param>
    /// <param name="gains">n gains ≥ 0.</param>
    /// <param name="relevant">The gains above 0 of all products, candidates or not; at least one.</param>
    public JudgedQuery(float[] features, double[] gains, IEnumerable<double> relevant)
    {
        (Features, _gains) = (features, gains);
        _ideal = Dcg.Of(relevant.OrderDescending(), Depth);
    }

    public float[] Features { get; }

    /// <summary>Candidates, n.</summary>
    public int Count => _gains.Length;

    /// <summary>NDCG@10 with these gains (Järvelin and Kekäläinen 2002, doi:10.1145/582415.582418) of the order of the scores, equal ones
    /// by position.</summary>
    /// <param name="scores">n numbers.</param>
    public double Ndcg(ReadOnlySpan<double> scores)
    {
        Span<int> best = stackalloc int[Depth];
        var kept = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (kept == Depth && scores[i] <= scores[best[Depth - 1]]) continue;
            var at = kept < Depth ? kept++ : Depth - 1;
            for (; at > 0 && scores[i] > scores[best[at - 1]]; at--) best[at] = best[at - 1];
            best[at] = i;
        }
        var sum = 0.0;
        for (var rank = 0; rank < kept; rank++) sum += _gains[best[rank]] * Dcg.Discount(rank + 1);
        return sum / _ideal;
    }
}
