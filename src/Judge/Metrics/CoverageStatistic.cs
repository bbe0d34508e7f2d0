using Recsys.Judge.Statistics;

namespace Recsys.Judge.Metrics;

/// <summary>Coverage of the catalogue.</summary>
public sealed class CoverageStatistic(Exposure exposure) : IStatistic
{
    public double Of(ReadOnlySpan<double> weights) => exposure.CoverageOf(weights);
}
