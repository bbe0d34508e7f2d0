using CsCheck;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Statistics;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>How far data have moved, against figures computed by hand.</summary>
public sealed class PopulationStabilityTests
{
    private static Distribution Of(params (string Name, long Count)[] bins) =>
        new(Distribution.Events, [.. bins.Select(bin => new DistributionBin(bin.Name, bin.Count))]);

    private static Drift Compare(Distribution before, Distribution now) => PopulationStability.Compare("x", before, now)!;

    [Fact]
    public void The_index_is_the_sum_over_the_bins()
    {
        // Shares 0.5, 0.5 and then 0.8, 0.2: 0.3 ln 1.6 − 0.3 ln 0.4 = 0.415888; the added halves are lost in a million.
        var drift = Compare(Of(("a", 1_000_000), ("b", 1_000_000)), Of(("a", 1_600_000), ("b", 400_000)));
        Assert.Equal(0.415888, drift.Index, 5);
        Assert.Equal(
            (Drift.Major, "a", 0.5, 0.8),
            (drift.Change, drift.LargestMove().Name, drift.LargestMove().Before, drift.LargestMove().Now)
        );
        Assert.Equal(1.0 / 2_000_000 + 1.0 / 2_000_000, drift.ByChance, 12);
    }

    [Theory]
    [InlineData(500, 500, Drift.None)]
    [InlineData(500, 650, Drift.None)]
    [InlineData(500, 660, Drift.Moderate)]
    [InlineData(500, 735, Drift.Moderate)]
    [InlineData(500, 745, Drift.Major)]
    public void The_thresholds_are_a_tenth_and_a_quarter(long before, long now, string change) =>
        Assert.Equal(change, Compare(Of(("a", before), ("b", 1000 - before)), Of(("a", now), ("b", 1000 - now))).Change);

    [Fact]
    public void An_empty_bin_is_a_large_change_and_no_infinite_one()
    {
        var drift = Compare(Of(("a", 100), ("b", 0)), Of(("a", 50), ("b", 50)));
        Assert.True(double.IsFinite(drift.Index) && drift.Change == Drift.Major);
    }

    [Fact]
    public void What_only_one_side_names_joins_the_others_on_both()
    {
        var drift = Compare(Of(("a", 60), ("b", 30), (Distribution.Other, 10)), Of(("a", 60), ("c", 35), (Distribution.Other, 5)));
        Assert.Equal([("a", 0.6, 0.6), (Distribution.Other, 0.4, 0.4)], drift.Bins.Select(bin => (bin.Name, bin.Before, bin.Now)));
        Assert.Equal(0, drift.Index, 12);
        // Bins of fixed ranges have no others: one that is missing is empty.
        Assert.Equal(3, Compare(Of(("a", 60), ("b", 30)), Of(("a", 60), ("c", 35))).Bins.Count);
    }

    [Fact]
    public void Nothing_to_count_or_other_things_counted_is_no_comparison()
    {
        Assert.Null(PopulationStability.Compare("x", Of(("a", 0)), Of(("a", 1))));
        Assert.Null(PopulationStability.Compare("x", Of(("a", 1)), Of()));
        Assert.Null(PopulationStability.Compare("x", Of(("a", 1)), Of(("a", 1)) with { Of = Distribution.Users }));
    }

    [Fact]
    public void The_same_data_have_not_moved_and_the_index_looks_alike_from_both_sides() =>
        Gen.Select(Gen.Int[0, 1000].Array[2, 8], Gen.Int[0, 1000].Array[8])
            .Where((before, _) => before.Sum() > 0)
            .Sample(
                (before, other) =>
                {
                    var now = other[..before.Length];
                    if (now.Sum() == 0)
                        return;
                    var (a, b) = (
                        Of([.. before.Select((count, i) => ($"{i}", (long)count))]),
                        Of([.. now.Select((count, i) => ($"{i}", (long)count))])
                    );
                    Assert.Equal(0, Compare(a, a).Index, 12);
                    Assert.True(Compare(a, b).Index >= 0);
                    Assert.Equal(Compare(a, b).Index, Compare(b, a).Index, 9);
                }
            );

    [Fact]
    public void The_most_changed_attribute_is_first()
    {
        var before = new Dictionary<string, Distribution>
        {
            ["calm"] = Of(("a", 50), ("b", 50)),
            ["gone"] = Of(("a", 1)),
            ["wild"] = Of(("a", 90), ("b", 10)),
        };
        var now = new Dictionary<string, Distribution>
        {
            ["calm"] = Of(("a", 51), ("b", 49)),
            ["fresh"] = Of(("a", 1)),
            ["wild"] = Of(("a", 10), ("b", 90)),
        };
        Assert.Equal(["wild", "calm"], PopulationStability.Compare(before, now).Select(drift => drift.Attribute));
    }

    [Theory]
    [InlineData(0.09999, Drift.None)]
    [InlineData(PopulationStability.Moderate, Drift.Moderate)]
    [InlineData(PopulationStability.Major, Drift.Moderate)]
    [InlineData(0.25001, Drift.Major)]
    public void Moderate_begins_at_its_threshold_and_major_above_its_own(double index, string change) =>
        Assert.Equal(change, new Drift { Attribute = "x", Of = Distribution.Events, Index = index, ByChance = 0, Bins = [] }.Change);

    [Fact]
    public void The_largest_move_is_a_change_of_share_and_no_large_share() =>
        Assert.Equal("b", Compare(Of(("a", 80), ("b", 10), ("c", 10)), Of(("a", 82), ("b", 2), ("c", 16))).LargestMove().Name);

    [Fact]
    public void A_name_that_occurs_twice_counts_with_its_sum_and_several_unshared_names_join_the_others()
    {
        var drift = Compare(
            Of(("a", 30), ("a", 30), ("b", 20), ("c", 10), (Distribution.Other, 10)),
            Of(("a", 60), ("d", 25), ("e", 5), (Distribution.Other, 10))
        );

        Assert.Equal([("a", 0.6, 0.6), (Distribution.Other, 0.4, 0.4)], drift.Bins.Select(bin => (bin.Name, bin.Before, bin.Now)));
    }

    [Fact]
    public void Where_one_side_alone_has_others_every_name_keeps_its_bin()
    {
        var drift = Compare(Of(("a", 60), ("b", 40)), Of(("a", 60), ("c", 30), (Distribution.Other, 10)));

        Assert.Equal(["a", "c", Distribution.Other, "b"], drift.Bins.Select(bin => bin.Name));
    }

    [Fact]
    public void Attributes_that_moved_alike_are_in_the_order_of_their_names()
    {
        Dictionary<string, Distribution> Both(Distribution of) => new() { ["z"] = of, ["b"] = of, ["m"] = of };

        Assert.Equal(
            ["b", "m", "z"],
            PopulationStability.Compare(Both(Of(("a", 50), ("b", 50))), Both(Of(("a", 80), ("b", 20)))).Select(drift => drift.Attribute)
        );
    }
}
