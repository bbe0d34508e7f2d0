using Recsys.Judge.Statistics;

namespace Recsys.Build.Benchmarks;

/// <summary>How long the bootstrap takes, beside the plain way to write it.</summary>
public static class JudgeTiming
{
    /// <summary>Resamples two systems' scores by the judge and by the peer, in this order, after a short run of each.</summary>
    /// <param name="scores">Values to fill the users with.</param>
    /// <param name="users">Users of each system.</param>
    /// <param name="resamples">Resamples.</param>
    /// <param name="seed">Of the resamples.</param>
    /// <param name="clock">For the times.</param>
    public static (TimeSpan Ours, TimeSpan Naive) Compare(double[] scores, int users, int resamples, int seed, TimeProvider clock)
    {
        var systems = Enumerable
            .Range(0, 2)
            .Select(system => Enumerable.Range(0, users).Select(i => scores[(i + system * 7) % scores.Length]).ToArray())
            .ToArray();
        IStatistic[] statistics = [.. systems.Select(values => new MeanStatistic(values))];
        Bootstrap.Run(statistics, users, 20, seed);
        Naive(systems, 20, seed);
        var ours = Time(clock, () => Bootstrap.Run(statistics, users, resamples, seed), out var fast);
        var naive = Time(clock, () => Naive(systems, resamples, seed), out var slow);
        for (var system = 0; system < systems.Length; system++)
        for (var i = 0; i < resamples; i++)
            if (Math.Abs(fast[system][i] - slow[system][i]) > 1e-9)
                throw new InvalidOperationException("The peer resampled something else, so its time says nothing.");
        return (ours, naive);
    }

    private static TimeSpan Time(TimeProvider clock, Func<double[][]> run, out double[][] draws)
    {
        var started = clock.GetTimestamp();
        draws = run();
        return clock.GetElapsedTime(started);
    }

    // As one would write it first: draw a user, add the user's values, on one thread.
    private static double[][] Naive(double[][] systems, int resamples, int seed)
    {
        var (users, draws) = (systems[0].Length, systems.Select(_ => new double[resamples]).ToArray());
        for (var resample = 0; resample < resamples; resample++)
        {
            var random = SplitMix64.Stream(seed, (ulong)resample);
            for (var i = 0; i < users; i++)
            {
                var drawn = random.Next(users);
                for (var system = 0; system < systems.Length; system++) draws[system][resample] += systems[system][drawn] / users;
            }
        }
        return draws;
    }
}
