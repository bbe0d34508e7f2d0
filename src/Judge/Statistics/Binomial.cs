namespace Recsys.Judge.Statistics;

/// <summary>The binomial distribution: how many of n independent trials succeed, each with probability p.</summary>
public static class Binomial
{
    /// <summary>P(X ≤ k); 0 below 0, 1 from n on. Summed from the mode of the terms' logarithms, so that large n neither over- nor
    /// underflow.</summary>
    public static double AtMost(int k, int n, double p)
    {
        if (k < 0) return 0;
        if (k >= n) return 1;
        if (p <= 0) return 1;
        if (p >= 1) return 0;
        // log of the terms by their ratio: t(i + 1) / t(i) = (n − i) / (i + 1) · p / (1 − p).
        var (log, odds) = (n * Math.Log(1 - p), Math.Log(p) - Math.Log(1 - p));
        var (sum, most) = (1.0, log);
        for (var i = 0; i < k; i++)
        {
            log += Math.Log(n - i) - Math.Log(i + 1.0) + odds;
            if (log > most) (sum, most) = (sum * Math.Exp(most - log) + 1, log);
            else sum += Math.Exp(log - most);
        }
        return Math.Min(1, sum * Math.Exp(most));
    }

    /// <summary>P(X ≥ k).</summary>
    public static double AtLeast(int k, int n, double p) => k <= 0 ? 1 : AtMost(n - k, n, 1 - p);
}
