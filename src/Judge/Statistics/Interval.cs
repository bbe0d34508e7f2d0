namespace Recsys.Judge.Statistics;

/// <summary>
/// An estimate and its sampling distribution. Bounds are percentiles of the resampled estimates (Efron and Tibshirani,
/// An Introduction to the Bootstrap, 1993, chapter 13): of B sorted draws the lower bound at level α is number
/// ⌊α(B + 1)⌋, the upper bound number ⌈(1 − α)(B + 1)⌉.
/// </summary>
/// <remarks>
/// When all subjects have the same value every resample is alike and the bootstrap would claim certainty. Then the
/// bounds are exact instead: had a share p of all subjects another value, at most 1 away, n subjects would all miss it
/// with probability (1 − p)ⁿ; so at level α the mean is within 1 − α^(1/n) ≈ 3/n of the estimate ("rule of three":
/// Hanley and Lippman-Hand, JAMA 249(13), 1983).
/// </remarks>
public sealed class Interval
{
    private readonly double[] _sorted;
    private readonly bool _constant;
    private readonly double _least;
    private readonly double _most;

    private Interval(double estimate, int count, double[] sorted, bool constant, double least, double most)
    {
        (Estimate, Count, _sorted, _constant, _least, _most) = (estimate, count, sorted, constant, least, most);
    }

    public double Estimate { get; }

    /// <summary>Subjects behind the estimate, n.</summary>
    public int Count { get; }

    /// <summary>Bootstrap standard error: the standard deviation of the draws.</summary>
    public double StandardError
    {
        get
        {
            var mean = _sorted.Average();
            return Math.Sqrt(_sorted.Sum(draw => (draw - mean) * (draw - mean)) / (_sorted.Length - 1));
        }
    }

    /// <summary>true: all subjects had the same value, so the bounds are the rule of three's.</summary>
    public bool IsConstant => _constant;

    /// <summary>A figure that is known and not estimated: its bounds are itself.</summary>
    public static Interval Certain(double value, int count) => new(value, count, [], constant: true, value, value);

    /// <param name="values">The value, or paired difference, of each subject.</param>
    /// <param name="draws">Resampled means.</param>
    /// <param name="signed">true: values are differences within [-most, most]; false: within [0, most].</param>
    /// <param name="most">The largest value there can be.</param>
    public static Interval OfMean(ReadOnlySpan<double> values, double[] draws, bool signed, double most = 1)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        if (!double.IsFinite(sum))
            throw new ArithmeticException("A metric is not a number: the judge does not decide on it.");
        return new Interval(
            sum / values.Length,
            values.Length,
            Sort(draws),
            !values.ContainsAnyExcept(values[0]),
            signed ? -most : 0,
            most
        );
    }

    /// <summary>
    /// Of a figure that depends on how many subjects there are, such as coverage. A resample holds only about 63 % of the
    /// distinct subjects and so shows too few products: the draws are moved to have the estimate as their mean.
    /// </summary>
    public static Interval Centred(double estimate, int count, double[] draws, bool signed)
    {
        var mean = draws.Average();
        return new Interval(estimate, count, Sort([.. draws.Select(draw => draw - mean + estimate)]), constant: false, signed ? -1 : 0, 1);
    }

    /// <summary>The value that the truth exceeds with confidence 1 − <paramref name="alpha"/>.</summary>
    public double Lower(double alpha) => Clamp(_constant
        ? Estimate - Unseen(alpha)
        : _sorted[Math.Clamp((int)Math.Floor(alpha * (_sorted.Length + 1) + 1e-9), 1, _sorted.Length) - 1]);

    /// <summary>The value that the truth stays below with confidence 1 − <paramref name="alpha"/>.</summary>
    public double Upper(double alpha) => Clamp(_constant
        ? Estimate + Unseen(alpha)
        : _sorted[Math.Clamp((int)Math.Ceiling((1 - alpha) * (_sorted.Length + 1) - 1e-9), 1, _sorted.Length) - 1]);

    /// <summary>
    /// p-value of the hypothesis "the truth is at least <paramref name="bound"/>": (1 + draws ≥ bound)/(B + 1), which is at
    /// most α exactly when the upper bound at α is below the bound.
    /// </summary>
    public double ProbabilityOfAtLeast(double bound)
    {
        if (_constant) return bound <= Estimate ? 1 : Math.Pow(Math.Max(0, 1 - (bound - Estimate) / _most), Count);
        var below = Array.BinarySearch(_sorted, bound, LowerEdge.Instance);
        return (1.0 + _sorted.Length - ~below) / (_sorted.Length + 1);
    }

    private double Unseen(double alpha) => _most * (1 - Math.Pow(alpha, 1.0 / Count));

    private double Clamp(double value) => Math.Clamp(value, _least, _most);

    private static double[] Sort(double[] draws)
    {
        var sorted = (double[])draws.Clone();
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>Never equal: makes the binary search end before the first draw that is not below the bound.</summary>
    private sealed class LowerEdge : IComparer<double>
    {
        public static readonly LowerEdge Instance = new();

        public int Compare(double draw, double bound) => draw < bound ? -1 : 1;
    }
}
