namespace Recsys.Judge.Statistics;

/// <summary>
/// Holm's step-down correction (Scandinavian Journal of Statistics 6(2), 1979): with the p-values sorted, the i-th of m is
/// multiplied by m − i + 1 and never falls below the one before it. The chance to reject any true hypothesis stays ≤ α.
/// </summary>
public static class Holm
{
    /// <summary>Adjusted p-values in the order given, each at most 1.</summary>
    public static double[] Adjust(IReadOnlyList<double> probabilities)
    {
        var adjusted = new double[probabilities.Count];
        var most = 0.0;
        var rank = 0;
        foreach (var i in Enumerable.Range(0, probabilities.Count).OrderBy(i => probabilities[i]))
        {
            most = Math.Max(most, Math.Min(1, (probabilities.Count - rank++) * probabilities[i]));
            adjusted[i] = most;
        }
        return adjusted;
    }
}
