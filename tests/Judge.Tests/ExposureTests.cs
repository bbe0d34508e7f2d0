using CsCheck;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Metrics;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests;

public sealed class ExposureTests
{
    private static ScoreRow Showing(params int[] top) => Rows.One(1) with { Top = top };

    [Fact]
    public void Coverage_counts_distinct_products_within_k()
    {
        ScoreRow[] rows = [Showing(0, 1, 2), Showing(0, 3), Showing()];
        Assert.Equal(0.4, new Exposure(rows, 10, 10).Coverage, 12);
        Assert.Equal(0.1, new Exposure(rows, 1, 10).Coverage, 12);
        Assert.Equal(0.2, new Exposure(rows, 10, 10).CoverageOf([0, 3, 0]), 12);
    }

    [Fact]
    public void Gini_is_that_computed_by_hand()
    {
        // Counts 0, 0, 1, 3 over four products: 2 (3·1 + 4·3) / (4·4) − 5/4 = 0.625.
        Assert.Equal(0.625, new Exposure([Showing(0), Showing(0), Showing(0, 1)], 10, 4).Gini, 12);
        Assert.Equal(0, new Exposure([Showing(0), Showing(1)], 10, 2).Gini, 12);
        Assert.Equal(0, new Exposure([Showing()], 10, 5).Gini);
    }

    [Fact]
    public void Neither_depends_on_the_order_of_users_or_products() => Gen.Int[0, 19].HashSet[0, 10].Array[1, 30].Sample(tops =>
    {
        var rows = tops.Select(top => Showing([.. top])).ToArray();
        var other = rows.Reverse().Select(row => Showing([.. row.Top.Select(product => 19 - product)])).ToArray();
        var (a, b) = (new Exposure(rows, 10, 20), new Exposure(other, 10, 20));
        return a.Coverage == b.Coverage && Math.Abs(a.Gini - b.Gini) < 1e-12 && a.Gini is >= 0 and <= 1
            && a.CoverageOf(Enumerable.Repeat(1.0, rows.Length).ToArray()) == a.Coverage;
    });
}
