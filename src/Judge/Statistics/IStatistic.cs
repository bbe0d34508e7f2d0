using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recsys.Judge.Statistics;

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
