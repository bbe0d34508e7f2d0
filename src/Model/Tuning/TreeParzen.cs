using Recsys.Model.Training;

namespace Recsys.Model.Tuning;

/// <summary>
/// The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl, Algorithms for Hyper-Parameter Optimization, NeurIPS 2011):
/// it tries next what good trials have in common and other trials lack. Where the ratio of the two densities is largest, the expected
/// improvement is too.
/// </summary>
public static class TreeParzen
{
    /// <summary>Trials that are known before anything is concluded from them; until then positions are uniform.</summary>
    public const int StartUp = 6;

    private const double GoodShare = 0.15;
    private const int Candidates = 24;

    /// <summary>The position on each axis to try next.</summary>
    /// <param name="axes">Of the space.</param>
    /// <param name="ranked">Positions of the trials so far on each axis, the best trial first and failed ones last; null where a value does
    /// not lie on the axis.</param>
    /// <param name="random">Drawn from.</param>
    public static double[] Propose(IReadOnlyList<TuningAxis> axes, IReadOnlyList<double?[]> ranked, SplitMix random)
    {
        if (ranked.Count < StartUp) return Uniform(axes, random);
        var good = (int)Math.Ceiling(GoodShare * ranked.Count);
        // The densities are products over the axes, and so is their ratio: each axis has its best candidate by itself.
        return
        [
            .. axes.Select(
                (axis, i) =>
                {
                    var (likely, other) = (
                        AxisDensity.Of(axis.Choices, ranked.Take(good).Select(trial => trial[i])),
                        AxisDensity.Of(axis.Choices, ranked.Skip(good).Select(trial => trial[i]))
                    );
                    return Enumerable
                        .Range(0, Candidates)
                        .Select(_ => likely.Draw(random))
                        .MaxBy(position => likely.At(position) / other.At(position));
                }
            ),
        ];
    }

    /// <summary>A position on each axis, all equally likely.</summary>
    public static double[] Uniform(IReadOnlyList<TuningAxis> axes, SplitMix random) =>
        [.. axes.Select(axis => axis.Choices > 0 ? random.Below(axis.Choices) : random.Unit())];
}
