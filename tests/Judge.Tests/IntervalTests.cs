using Recsys.Judge.Statistics;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>Intervals of known draws, computed by hand.</summary>
public sealed class IntervalTests
{
    /// <summary>1,999 draws: 1/2000, 2/2000 … 1999/2000, the largest first. So draw number i is i/2000.</summary>
    private static readonly double[] Draws = [.. Enumerable.Range(1, 1_999).Reverse().Select(i => i / 2_000.0)];

    private static Interval Of(double[] draws, bool signed = true, double most = 1) => Interval.OfMean([0.25, 0.75], draws, signed, most);

    [Fact]
    public void Bounds_are_the_draws_of_the_numbers_that_the_percentiles_say()
    {
        var interval = Of(Draws);
        Assert.Equal((0.5, 2, false), (interval.Estimate, interval.Count, interval.IsConstant));
        // ⌊0.05 · 2000⌋ = 100 and ⌈0.95 · 2000⌉ = 1900; half of α: 50 and 1950.
        Assert.Equal((0.05, 0.95), (interval.Lower(0.05), interval.Upper(0.05)));
        Assert.Equal((0.025, 0.975), (interval.Lower(0.025), interval.Upper(0.025)));
        // 0.0503 · 2000 = 100.6 and 0.9497 · 2000 = 1899.4: both away from the estimate.
        Assert.Equal((0.05, 0.95), (interval.Lower(0.0503), interval.Upper(0.0503)));
        // There is no draw number 0 and none after the last.
        Assert.Equal((1 / 2_000.0, 1_999 / 2_000.0), (interval.Lower(0), interval.Upper(0)));
    }

    [Fact]
    public void The_draws_that_were_given_stay_as_they_were()
    {
        double[] draws = [0.9, 0.1, 0.5];
        Of(draws);
        Assert.Equal([0.9, 0.1, 0.5], draws);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.0005, 1)]
    [InlineData(0.00051, 1_999 / 2_000.0)]
    // 1000 draws are 0.5 or more: (1 + 1000) / 2000.
    [InlineData(0.5, 0.5005)]
    [InlineData(0.50001, 0.5)]
    [InlineData(0.9995, 1 / 1_000.0)]
    [InlineData(0.9999, 1 / 2_000.0)]
    public void The_p_value_counts_the_draws_that_reach_the_bound(double bound, double expected) =>
        Assert.Equal(expected, Of(Draws).ProbabilityOfAtLeast(bound), 12);

    [Fact]
    public void Equal_draws_all_count()
    {
        var interval = Of([.. Enumerable.Repeat(0.5, 9)]);
        Assert.Equal(1, interval.ProbabilityOfAtLeast(0.5));
        Assert.Equal(0.1, interval.ProbabilityOfAtLeast(0.6), 12);
    }

    [Fact]
    public void The_standard_error_is_the_sample_deviation_of_the_draws() =>
        // Around the mean 0.5: (0.3² + 0.1² + 0 + 0.4²) / 3 = 0.26 / 3.
        Assert.Equal(Math.Sqrt(0.26 / 3), Of([0.2, 0.4, 0.5, 0.9]).StandardError, 12);

    [Fact]
    public void Bounds_stay_where_a_figure_can_lie()
    {
        double[] wide = [-3, 3];
        Assert.Equal((0, 1), (Of(wide, signed: false).Lower(0.05), Of(wide, signed: false).Upper(0.05)));
        Assert.Equal((-1, 1), (Of(wide).Lower(0.05), Of(wide).Upper(0.05)));
        Assert.Equal((-2, 2), (Of(wide, most: 2).Lower(0.05), Of(wide, most: 2).Upper(0.05)));
        Assert.Equal(
            (0, 1),
            (Interval.Centred(0.5, 9, wide, signed: false).Lower(0.05), Interval.Centred(0.5, 9, wide, signed: false).Upper(0.05))
        );
        Assert.Equal(
            (-1, 1),
            (Interval.Centred(0.5, 9, wide, signed: true).Lower(0.05), Interval.Centred(0.5, 9, wide, signed: true).Upper(0.05))
        );
    }

    [Fact]
    public void A_centred_interval_has_its_draws_moved_to_the_estimate()
    {
        var interval = Interval.Centred(0.4, 9, [0.1, 0.2, 0.3], signed: false);
        Assert.Equal((0.4, 9, false), (interval.Estimate, interval.Count, interval.IsConstant));
        Assert.Equal(0.3, interval.Lower(0.05), 12);
        Assert.Equal(0.5, interval.Upper(0.05), 12);
    }

    [Fact]
    public void What_is_known_has_itself_as_bounds()
    {
        var interval = Interval.Certain(0.2, 40);
        Assert.Equal(
            (0.2, 40, true, 0.2, 0.2),
            (interval.Estimate, interval.Count, interval.IsConstant, interval.Lower(0.05), interval.Upper(0.05))
        );
    }

    [Fact]
    public void Equal_values_reach_as_far_as_their_scale()
    {
        var interval = Interval.OfMean([1.0, 1, 1], new double[10], signed: true, most: 4);
        // 4 (1 − 0.05^(1/3)) = 2.5264; above 1 + that is still below 4.
        Assert.Equal(1 - 2.526387, interval.Lower(0.05), 5);
        Assert.Equal(1 + 2.526387, interval.Upper(0.05), 5);
        // (1 − (3 − 1)/4)³
        Assert.Equal(0.125, interval.ProbabilityOfAtLeast(3), 12);
        Assert.Equal(1, interval.ProbabilityOfAtLeast(1));
        Assert.Equal(0, Interval.OfMean([-0.5, -0.5, -0.5], new double[10], signed: true).ProbabilityOfAtLeast(0.9));
        Assert.Equal(0, Interval.OfMean([0.0, 0], new double[10], signed: false).Lower(0.05));
    }

    [Theory]
    [InlineData(7, 0UL, 0x5abec748aecf1bb4UL, 438, 0.25756802913613364)]
    [InlineData(7, 1UL, 0xedacbfb6d8756a39UL, 1, 0.8575116139234217)]
    [InlineData(-1, 5UL, 0x168818736338542cUL, 642, 0.2567709446485046)]
    public void The_generator_gives_the_published_algorithms_numbers(int seed, ulong stream, ulong first, int ofThousand, double share)
    {
        var random = SplitMix64.Stream(seed, stream);
        Assert.Equal(first, random.Next());
        Assert.Equal(ofThousand, random.Next(1_000));
        Assert.Equal(share, random.NextDouble());
    }

    [Fact]
    public void A_weighted_mean_is_the_same_for_every_number_of_subjects()
    {
        for (var n = 1; n <= 9; n++)
        {
            double[] values = [.. Enumerable.Range(1, n).Select(i => i * 1.0)],
                weights = [.. Enumerable.Range(0, n).Select(i => i % 3 * 1.0)];
            Assert.Equal(values.Zip(weights, (value, weight) => value * weight).Sum() / n, new MeanStatistic(values).Of(weights), 12);
        }
    }

    [Fact]
    public void Nobody_is_resampled_to_nothing() =>
        Assert.Equal([0.0, 0.0], Assert.Single(Bootstrap.Run([new MeanStatistic([])], 0, 2, seed: 1)));
}
