namespace Recsys.Judge.Statistics;

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
