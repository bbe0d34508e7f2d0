using Recsys.Judge.Statistics;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>Generator, bootstrap, intervals and correction against known answers and long-run behaviour.</summary>
public sealed class StatisticsTests
{
    [Fact]
    public void The_generator_is_uniform_and_its_streams_differ()
    {
        var random = SplitMix64.Stream(1, 2);
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++) counts[random.Next(10)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
        Assert.Equal(4, new HashSet<ulong>([First(1, 0), First(1, 1), First(2, 0), First(2, 1)]).Count);

        static ulong First(int seed, ulong stream) => SplitMix64.Stream(seed, stream).Next();
    }

    [Fact]
    public void Resamples_do_not_depend_on_other_statistics_or_on_threads()
    {
        double[] values = [.. Enumerable.Range(0, 101).Select(i => i / 101.0)];
        var alone = Bootstrap.Run([new MeanStatistic(values)], values.Length, 2_000, seed: 3);
        var beside = Bootstrap.Run([new MeanStatistic([.. values.Reverse()]), new MeanStatistic(values)], values.Length, 2_000, seed: 3);
        Assert.Equal(alone[0], beside[1]);
        Assert.NotEqual(alone[0], Bootstrap.Run([new MeanStatistic(values)], values.Length, 2_000, seed: 4)[0]);
    }

    [Fact]
    public void The_bootstrap_error_of_a_mean_is_the_known_one()
    {
        double[] values = [.. Enumerable.Range(0, 400).Select(i => i % 4 == 0 ? 1.0 : 0.0)];
        var interval = Of(values, seed: 5, signed: false);
        Assert.Equal(0.25, interval.Estimate, 12);
        // √(p (1 − p) / n) = 0.02165
        Assert.InRange(interval.StandardError, 0.0209, 0.0224);
        Assert.InRange(interval.Lower(0.05), 0.25 - 1.645 * 0.02165 - 0.004, 0.25 - 1.645 * 0.02165 + 0.004);
        Assert.InRange(interval.Upper(0.05), 0.25 + 1.645 * 0.02165 - 0.004, 0.25 + 1.645 * 0.02165 + 0.004);
    }

    [Fact]
    public void One_sided_bounds_miss_the_truth_about_one_time_in_twenty()
    {
        // Skewed differences: mostly 0, a gain of 1 and a loss of 0.5 now and then. Expectation 0.1·1 − 0.1·0.5 = 0.05.
        int above = 0, below = 0;
        const int trials = 600;
        for (var trial = 0; trial < trials; trial++)
        {
            var random = SplitMix64.Stream(11, (ulong)trial);
            var values = new double[200];
            for (var i = 0; i < values.Length; i++) values[i] = random.Next(10) switch { 0 => 1, 1 => -0.5, _ => 0 };
            var interval = Of(values, trial, signed: true);
            if (interval.Lower(0.05) > 0.05) above++;
            if (interval.Upper(0.05) < 0.05) below++;
        }
        Assert.InRange((double)above / trials, 0.02, 0.08);
        Assert.InRange((double)below / trials, 0.02, 0.09);
    }

    [Fact]
    public void The_p_value_says_the_same_as_the_upper_bound()
    {
        double[] values = [.. Enumerable.Range(0, 300).Select(i => i % 7 / 7.0)];
        var interval = Of(values, seed: 9, signed: false);
        for (var bound = 0.35; bound < 0.5; bound += 0.0005)
            Assert.Equal(interval.Upper(0.05) < bound, interval.ProbabilityOfAtLeast(bound) <= 0.05);
    }

    [Fact]
    public void Equal_values_leave_room_for_what_was_not_seen()
    {
        var interval = Of(new double[100], seed: 1, signed: true);
        Assert.True(interval.IsConstant);
        // 1 − 0.05^(1/100) = 0.02951
        Assert.Equal(-0.029513, interval.Lower(0.05), 6);
        Assert.Equal(0.029513, interval.Upper(0.05), 6);
        Assert.Equal(0.05, interval.ProbabilityOfAtLeast(interval.Upper(0.05)), 9);
        Assert.Equal(1, interval.ProbabilityOfAtLeast(0));
    }

    [Fact]
    public void A_value_that_is_no_number_is_an_error() =>
        Assert.Throws<ArithmeticException>(() => Interval.OfMean([0.5, double.NaN], new double[2_000], signed: false));

    [Fact]
    public void A_centred_interval_has_the_estimate_inside_although_resamples_fall_short()
    {
        double[] draws = [.. Enumerable.Range(0, 2_000).Select(i => 0.3 + i / 100_000.0)];
        var interval = Interval.Centred(0.5, 40, draws, signed: false);
        Assert.InRange(interval.Lower(0.05), 0.49, 0.5);
        Assert.InRange(interval.Upper(0.05), 0.5, 0.51);
    }

    [Fact]
    public void Holm_is_that_computed_by_hand()
    {
        Assert.Equal([0.03, 0.06, 0.06], Holm.Adjust([0.01, 0.04, 0.03]));
        Assert.Equal([1.0, 1.0], Holm.Adjust([0.6, 0.9]));
        Assert.Empty(Holm.Adjust([]));
    }

    private static Interval Of(double[] values, int seed, bool signed) =>
        Interval.OfMean(values, Bootstrap.Run([new MeanStatistic(values)], values.Length, 2_000, seed)[0], signed);
}
