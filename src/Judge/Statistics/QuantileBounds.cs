namespace Recsys.Judge.Statistics;

/// <summary>
/// A quantile of independent repeats, and one-sided bounds that hold whatever their distribution is: the number of repeats that are not
/// above the true q-quantile is binomial (n, q), so order statistics bound it (Conover, Practical Nonparametric Statistics, 3rd edition,
/// 1999, section 3.2; David and Nagaraja, Order Statistics, 3rd edition, 2003, section 7.1). Noise widens the interval, and with too few
/// repeats there is no bound at all.
/// </summary>
public sealed class QuantileBounds
{
    private readonly double[] _sorted;

    /// <param name="values">The repeats, in any order; at least one, all finite.</param>
    /// <param name="quantile">q, within (0, 1).</param>
    public QuantileBounds(IReadOnlyList<double> values, double quantile)
    {
        if (values.Count == 0 || values.Any(value => !double.IsFinite(value)))
            throw new ArgumentException("A quantile needs at least one value, and numbers only.", nameof(values));
        if (quantile is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(quantile), "A quantile lies between 0 and 1.");
        _sorted = [.. values.Order()];
        Quantile = quantile;
    }

    public double Quantile { get; }

    public int Count => _sorted.Length;

    /// <summary>The ⌈nq⌉-th smallest value.</summary>
    public double Estimate => _sorted[Math.Clamp((int)Math.Ceiling(Count * Quantile - 1e-9), 1, Count) - 1];

    /// <summary>The value that the true quantile stays at or below with confidence 1 − <paramref name="alpha"/>; null where there are too
    /// few repeats: the smallest r-th value with P(Bin(n, q) ≥ r) ≤ α.</summary>
    public double? Upper(double alpha)
    {
        var first = FirstWhere(r => Binomial.AtLeast(r, Count, Quantile) <= alpha);
        return first <= Count ? _sorted[first - 1] : null;
    }

    /// <summary>The value that the true quantile is at or above with confidence 1 − <paramref name="alpha"/>; null where there are too
    /// few repeats: the largest r-th value with P(Bin(n, q) ≤ r − 1) ≤ α.</summary>
    public double? Lower(double alpha)
    {
        var first = FirstWhere(r => Binomial.AtMost(r - 1, Count, Quantile) > alpha);
        return first > 1 ? _sorted[first - 2] : null;
    }

    /// <summary>p-value of "the true quantile is at most <paramref name="limit"/>": how likely so many repeats above it are.</summary>
    public double ProbabilityOfAtMost(double limit) =>
        Binomial.AtLeast(_sorted.Count(value => value > limit), Count, 1 - Quantile);

    /// <summary>p-value of "the true quantile is at least <paramref name="limit"/>": how likely so many repeats below it are.</summary>
    public double ProbabilityOfAtLeast(double limit) => Binomial.AtLeast(_sorted.Count(value => value < limit), Count, Quantile);

    /// <summary>The fewest repeats with which there is an upper bound at all: the largest of n exceeds the quantile but
    /// for qⁿ ≤ α.</summary>
    public static int FewestForUpper(double quantile, double alpha) => (int)Math.Ceiling(Math.Log(alpha) / Math.Log(quantile) - 1e-9);

    /// <summary>The fewest repeats with which there is a lower bound at all.</summary>
    public static int FewestForLower(double quantile, double alpha) => FewestForUpper(1 - quantile, alpha);

    // The smallest rank of 1 to n at which a condition holds that, once it holds, goes on holding; n + 1 where it holds at none.
    private int FirstWhere(Func<int, bool> holds)
    {
        var (low, high) = (1, Count + 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (holds(middle)) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
