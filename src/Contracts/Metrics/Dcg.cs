namespace Recsys.Contracts.Metrics;

/// <summary>
/// Discounted cumulative gain (Järvelin and Kekäläinen, ACM TOIS 20(4), 2002, doi:10.1145/582415.582418) with the
/// log₂(1 + rank) discount that has become usual. Whoever chooses by NDCG and whoever judges by it count alike.
/// </summary>
public static class Dcg
{
    /// <summary>What a gain of 1 is worth at a rank: 1 / log₂(1 + rank).</summary>
    /// <param name="rank">From 1.</param>
    public static double Discount(int rank) => 1 / Math.Log2(1.0 + rank);

    /// <summary>Σ gain / log₂(1 + rank) over the first gains in the order given.</summary>
    /// <param name="gains">By rank.</param>
    /// <param name="depth">Ranks that count.</param>
    public static double Of(IEnumerable<double> gains, int depth) => gains.Take(depth).Select((gain, i) => gain * Discount(i + 1)).Sum();

    /// <summary>The most that binary gains can give: the hits of an ideal ranking stand on the ranks 1 … min(depth, relevant).</summary>
    /// <param name="relevant">Relevant products, at least one.</param>
    /// <param name="depth">Ranks that count.</param>
    public static double Ideal(int relevant, int depth)
    {
        var ideal = 0.0;
        for (var rank = 1; rank <= Math.Min(depth, relevant); rank++) ideal += Discount(rank);
        return ideal;
    }
}
