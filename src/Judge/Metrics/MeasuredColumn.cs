using Recsys.Judge.Statistics;

namespace Recsys.Judge.Metrics;

/// <summary>One metric of one system over all subjects.</summary>
/// <param name="Estimate">The figure.</param>
/// <param name="Values">One value for each subject, whose mean the figure is; null where it belongs to all rankings together.</param>
/// <param name="Statistic">Takes the figure again over a resample; null where it is not resampled.</param>
public sealed record MeasuredColumn(double Estimate, double[]? Values, IStatistic? Statistic);
