using Recsys.Model.Training;

namespace Recsys.Model.Tuning;

/// <summary>How likely the positions of an axis are, given some that were observed.</summary>
public abstract class AxisDensity
{
    /// <summary>Density at a position of a range, or probability of a choice; above 0 everywhere on the axis.</summary>
    public abstract double At(double position);

    /// <summary>Draws a position.</summary>
    public abstract double Draw(SplitMix random);

    /// <param name="choices">Of the axis; 0 for a range.</param>
    /// <param name="observed">Positions; null where a value does not lie on the axis.</param>
    public static AxisDensity Of(int choices, IEnumerable<double?> observed)
    {
        var positions = observed.OfType<double>().ToArray();
        return choices > 0 ? new ChoiceDensity(choices, positions) : new ParzenDensity(positions);
    }
}

/// <summary>Counts of the choices, each one more than it was observed, so that none is impossible.</summary>
public sealed class ChoiceDensity : AxisDensity
{
    private readonly double[] _shares;

    public ChoiceDensity(int choices, IReadOnlyCollection<double> observed)
    {
        _shares = new double[choices];
        Array.Fill(_shares, 1.0 / (choices + observed.Count));
        foreach (var position in observed) _shares[(int)position] += 1.0 / (choices + observed.Count);
    }

    public override double At(double position) => _shares[(int)position];

    public override double Draw(SplitMix random)
    {
        var rest = random.Unit();
        for (var choice = 0; choice < _shares.Length - 1; choice++)
            if ((rest -= _shares[choice]) < 0) return choice;
        return _shares.Length - 1;
    }
}

/// <summary>
/// The adaptive Parzen estimator of Bergstra et al. (NeurIPS 2011, section 4.2) on 0 … 1: a wide Gaussian in the middle as prior and one
/// around each observation, all truncated and of equal weight; the width of each is the distance to its farther neighbour.
/// </summary>
public sealed class ParzenDensity : AxisDensity
{
    private const double PriorCentre = 0.5, PriorWidth = 1;
    private const int Finest = 100; // no narrower than a hundredth, nor than the observations are apart if they are spread evenly
    private readonly (double Centre, double Width, double Mass)[] _kernels;

    public ParzenDensity(IReadOnlyCollection<double> observed)
    {
        var centres = observed.Append(PriorCentre).Order().ToArray();
        var narrowest = 1.0 / Math.Min(Finest, 1 + centres.Length);
        _kernels = [.. observed.Select(centre =>
        {
            var place = Array.IndexOf(centres, centre);
            var left = centre - (place > 0 ? centres[place - 1] : 0);
            var right = (place + 1 < centres.Length ? centres[place + 1] : 1) - centre;
            return Kernel(centre, Math.Clamp(Math.Max(left, right), narrowest, PriorWidth));
        }).Prepend(Kernel(PriorCentre, PriorWidth))];
    }

    public override double At(double position)
    {
        double sum = 0;
        foreach (var (centre, width, mass) in _kernels)
        {
            var distance = (position - centre) / width;
            sum += Math.Exp(-0.5 * distance * distance) / (width * Math.Sqrt(2 * Math.PI) * mass);
        }
        return sum / _kernels.Length;
    }

    public override double Draw(SplitMix random)
    {
        var (centre, width, _) = _kernels[random.Below(_kernels.Length)];
        while (true)
        {
            // Box and Muller 1958, doi:10.1214/aoms/1177706645; a third of the draws or more fall inside.
            var position = centre + width * Math.Sqrt(-2 * Math.Log(1 - random.Unit())) * Math.Cos(2 * Math.PI * random.Unit());
            if (position is >= 0 and <= 1) return position;
        }
    }

    // Mass: the share of the Gaussian that lies inside.
    private static (double, double, double) Kernel(double centre, double width) =>
        (centre, width, Below((1 - centre) / width) - Below(-centre / width));

    // The normal distribution; Abramowitz and Stegun 1964, 26.2.17, absolute error below 7.5e-8.
    private static double Below(double x)
    {
        var t = 1 / (1 + 0.2316419 * Math.Abs(x));
        var tail =
            Math.Exp(-0.5 * x * x)
            / Math.Sqrt(2 * Math.PI)
            * t
            * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return x < 0 ? tail : 1 - tail;
    }
}
