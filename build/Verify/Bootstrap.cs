using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recsys.Build.Verify;

/// <summary>A figure over all subjects that can be taken again over a resample of them.</summary>
public interface IStatistic
{
    /// <summary>The figure when subject i counts <paramref name="weights"/>[i] times; the weights sum to their number.</summary>
    double Of(ReadOnlySpan<double> weights);
}

/// <summary>The mean of one value per subject.</summary>
public sealed class MeanStatistic(double[] values) : IStatistic
{
    /// <remarks>Four fixed lanes, added in a fixed order, so the result does not depend on the processor's vector width.</remarks>
    public double Of(ReadOnlySpan<double> weights)
    {
        var lanes = Vector256<double>.Zero;
        var left = MemoryMarshal.Cast<double, Vector256<double>>(values);
        var right = MemoryMarshal.Cast<double, Vector256<double>>(weights);
        for (var i = 0; i < left.Length; i++) lanes += left[i] * right[i];
        var sum = lanes[0] + lanes[1] + lanes[2] + lanes[3];
        for (var i = left.Length * Vector256<double>.Count; i < values.Length; i++) sum += values[i] * weights[i];
        return sum / values.Length;
    }
}

/// <summary>Coverage of the catalogue.</summary>
public sealed class CoverageStatistic(Exposure exposure) : IStatistic
{
    public double Of(ReadOnlySpan<double> weights) => exposure.CoverageOf(weights);
}

/// <summary>
/// The nonparametric bootstrap (Efron, Annals of Statistics 7(1), 1979): subjects are drawn with replacement, as many as
/// there are, and every statistic is taken again on the same draw. Sharing the draw is what makes differences of two
/// statistics paired.
/// </summary>
public static class Bootstrap
{
    /// <summary>Draws [statistic][resample]. Resample b has a generator of its own, so threads do not change the result.</summary>
    public static double[][] Run(IReadOnlyList<IStatistic> statistics, int subjects, int resamples, int seed)
    {
        var draws = statistics.Select(_ => new double[resamples]).ToArray();
        if (subjects == 0) return draws;
        Parallel.For(0, resamples, () => new double[subjects], (resample, _, weights) =>
        {
            Array.Clear(weights);
            var random = SplitMix64.Stream(seed, (ulong)resample);
            for (var i = 0; i < weights.Length; i++) weights[random.Next(weights.Length)]++;
            for (var s = 0; s < statistics.Count; s++) draws[s][resample] = statistics[s].Of(weights);
            return weights;
        }, static _ => { });
        return draws;
    }
}
