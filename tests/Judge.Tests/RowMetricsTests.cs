using CsCheck;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Metrics;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests;

public sealed class RowMetricsTests
{
    private static readonly Metric[] Ranked =
    [
        Metric.Ndcg10,
        Metric.Recall20,
        Metric.Mrr,
        Metric.HitRate10,
        Metric.Parse("map@10"),
        Metric.Parse("ndcg@3"),
        Metric.Parse("mrr@5"),
        Metric.Parse("precision@10"),
    ];

    /// <summary>A ranking of at most 100 with 1 to 30 relevant products, some of them beyond the depth.</summary>
    private static readonly Gen<ScoreRow> AnyRow =
        from relevant in Gen.Int[1, 30]
        from found in Gen.Int[0, relevant]
        from ranks in Gen.Int[1, 100].HashSet[found]
        select Rows.One(relevant, [.. ranks.Order()]);

    [Theory]
    // Ranks 1 and 3 of two relevant: DCG 1 + 1/2, ideal 1 + 1/log2(3) = 1.63093.
    [InlineData("ndcg@10", 2, new[] { 1, 3 }, 1.5 / 1.6309297535714573)]
    [InlineData("ndcg@10", 1, new[] { 7 }, 1.0 / 3)]
    [InlineData("ndcg@2", 2, new[] { 1, 3 }, 1 / 1.6309297535714573)]
    [InlineData("ndcg@10", 3, new int[0], 0)]
    // Twenty-five relevant products, five of them in the first twenty: 5 of the 20 that fit.
    [InlineData("recall@20", 25, new[] { 1, 2, 3, 4, 20, 21 }, 0.25)]
    [InlineData("recall@20", 4, new[] { 20, 21 }, 0.25)]
    [InlineData("mrr", 2, new[] { 50, 60 }, 0.02)]
    [InlineData("mrr@10", 2, new[] { 50, 60 }, 0)]
    [InlineData("mrr@10", 1, new[] { 10 }, 0.1)]
    [InlineData("hit_rate@10", 2, new[] { 10 }, 1)]
    [InlineData("hit_rate@10", 2, new[] { 11 }, 0)]
    // (1/1 + 2/4) / 3
    [InlineData("map@10", 3, new[] { 1, 4, 11 }, 0.5)]
    [InlineData("precision@10", 3, new[] { 1, 4, 11 }, 0.2)]
    public void Values_are_those_computed_by_hand(string metric, int relevant, int[] ranks, double expected) =>
        Assert.Equal(expected, Metric.Parse(metric).Of(Rows.One(relevant, ranks)), 12);

    [Fact]
    public void Empty_answers_are_counted()
    {
        var row = Rows.One(1);
        Assert.Equal(0, Metric.ZeroResults.Of(row));
        Assert.Equal(1, Metric.ZeroResults.Of(row with { Top = [] }));
    }

    [Fact]
    public void Every_metric_is_between_0_and_1() =>
        AnyRow.Sample(row => Ranked.All(metric => metric.Of(row) is >= 0 and <= 1));

    [Fact]
    public void A_perfect_ranking_has_exactly_1() => Gen.Int[1, 60].Sample(relevant =>
    {
        var row = Rows.One(relevant, [.. Enumerable.Range(1, relevant)]);
        return Ranked.Where(metric => metric.Definition is not PrecisionMetric).All(metric => metric.Of(row) == 1.0);
    });

    [Fact]
    public void Moving_a_relevant_product_up_never_lowers_a_metric() =>
        (from row in AnyRow
         where row.Ranks.Length > 0
         from which in Gen.Int[0, row.Ranks.Length - 1]
         select (row, which)).Sample(pair =>
        {
            var least = pair.which == 0 ? 1 : pair.row.Ranks[pair.which - 1] + 1;
            if (pair.row.Ranks[pair.which] == least) return true;
            var better = pair.row with { Ranks = [.. pair.row.Ranks.Select((rank, i) => i == pair.which ? rank - 1 : rank)] };
            return Ranked.All(metric => metric.Of(better) >= metric.Of(pair.row));
        });

    [Fact]
    public void Finding_one_more_never_lowers_a_metric() => AnyRow.Where(row => row.Ranks.Length > 0).Sample(row =>
    {
        var fewer = row with { Ranks = row.Ranks[..^1] };
        return Ranked.All(metric => metric.Of(row) >= metric.Of(fewer));
    });

    [Theory]
    [InlineData("ndcg")]
    [InlineData("ndcg@")]
    [InlineData("ndcg@0")]
    [InlineData("ndcg@-1")]
    [InlineData("ndcg@ten")]
    [InlineData("NDCG@10")]
    [InlineData("accuracy@10")]
    [InlineData("zero_results@10")]
    [InlineData("")]
    public void An_unknown_metric_is_refused(string text) => Assert.Throws<FormatException>(() => Metric.Parse(text));

    [Fact]
    public void A_metric_reads_back_what_it_writes() =>
        Assert.Equal(MetricCatalogue.Reported, MetricCatalogue.Reported.Select(metric => Metric.Parse(metric.ToString())));
}
