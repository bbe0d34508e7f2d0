using CsCheck;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Judge.Judging;
using Recsys.Judge.Metrics;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>Diversity and novelty: computed by hand, and what must hold of any list.</summary>
public sealed class ListMetricsTests
{
    private const double Exact = 1e-12;

    private static readonly ProductFacts Facts = Of(
        ("Home > Lamps", 7),
        ("Home > Lamps", 0),
        ("Home > Rugs", 3),
        ("Toys", 1),
        ("", 1),
        ("Toys > Lamps", 0)
    );

    private static ProductFacts Of(params (string Category, long Purchases)[] products) =>
        new([.. products.Select((product, i) => new CatalogueProduct($"{i}", "", product.Category, product.Purchases))]);

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(0, 2, 1 - 1.0 / 3)]
    [InlineData(0, 3, 1)]
    [InlineData(3, 5, 1 - 1.0 / 2)]
    [InlineData(1, 5, 1)]
    [InlineData(4, 0, 1)]
    public void The_distance_of_two_products_is_that_of_their_category_paths(int one, int other, double distance)
    {
        Assert.Equal(distance, Facts.Distance(one, other), Exact);
        Assert.Equal(distance, Facts.Distance(other, one), Exact);
    }

    [Fact]
    public void Diversity_is_that_computed_by_hand()
    {
        // Pairs: lamp–lamp 0, lamp–rug 2/3 twice, lamp–toy 1 twice, rug–toy 1: (0 + 4/3 + 2 + 1) / 6.
        Assert.Equal((4 / 3.0 + 3) / 6, DiversityMetric.Of([0, 1, 2, 3], Facts), Exact);
        Assert.Equal(1 - 1.0 / 3, DiversityMetric.Of([0, 2], Facts), Exact);
        Assert.Equal(0, DiversityMetric.Of([3], Facts));
        Assert.Equal(0, DiversityMetric.Of([], Facts));
        Assert.Equal(0, Metric.Parse("ild@2").Of(Rows.One(1) with { Top = [0, 1, 3] }, Facts));
    }

    [Fact]
    public void Novelty_is_that_computed_by_hand()
    {
        // 12 purchases and 6 products: shares 8/18, 1/18, 4/18.
        Assert.Equal(Math.Log2(18), Facts.MostInformation, Exact);
        Assert.Equal(Math.Log2(18 / 8.0), Facts.SelfInformation(0), Exact);
        Assert.Equal((Math.Log2(18 / 8.0) + Math.Log2(18) + Math.Log2(18 / 4.0)) / 3, NoveltyMetric.Of([0, 1, 2], Facts), Exact);
        Assert.Equal(0, NoveltyMetric.Of([], Facts));
    }

    private static readonly Gen<(string Category, long Purchases)[]> Catalogue =
        Gen.Select(Gen.OneOf("", "a", "a > b", "a > b > c", "a > c", "d"), Gen.Long[0, 1000]).Array[2, 20];

    [Fact]
    public void Both_stay_within_their_bounds_and_do_not_depend_on_the_order() =>
        Gen.Select(Catalogue, Gen.Int[0, 1_000_000])
            .Sample(
                (products, seed) =>
                {
                    var facts = Of(products);
                    int[] shown =
                    [
                        .. Enumerable
                            .Range(0, products.Length)
                            .OrderBy(i => ContentHash.OfText($"{seed} {i}"), StringComparer.Ordinal)
                            .Take(10),
                    ];
                    var (diversity, novelty) = (DiversityMetric.Of(shown, facts), NoveltyMetric.Of(shown, facts));
                    Assert.InRange(diversity, 0, 1);
                    Assert.InRange(novelty, 0, facts.MostInformation + Exact);
                    int[] reversed = [.. shown.Reverse()];
                    Assert.Equal(diversity, DiversityMetric.Of(reversed, facts), 9);
                    Assert.Equal(novelty, NoveltyMetric.Of(reversed, facts), 9);
                }
            );

    [Fact]
    public void A_rarer_product_is_newer_and_one_category_is_not_diverse() =>
        Catalogue.Sample(products =>
        {
            var facts = Of(products);
            for (var i = 1; i < products.Length; i++)
                Assert.Equal(
                    products[i].Purchases.CompareTo(products[0].Purchases),
                    facts.SelfInformation(0).CompareTo(facts.SelfInformation(i))
                );
            var same = Of([.. products.Select(product => ("a > b", product.Purchases))]);
            Assert.Equal(0, DiversityMetric.Of([.. Enumerable.Range(0, products.Length)], same));
        });

    [Fact]
    public void The_judge_reports_both_and_a_gate_may_bound_diversity()
    {
        var facts = Of([.. Enumerable.Range(0, Rows.Catalogue).Select(i => (i % 2 == 0 ? "a" : "b", 1L))]);
        var settings = Rows.Settings(("mixed", new GateSettings { Metric = "ild@10", AtLeast = 0.5 }));
        var judgement = Adjudicator.Decide(Rows.Input(Rows.Coins(ScoreRow.Bundle, 400, 0.5, 1), settings) with { Products = facts });
        // Ten products, five of each category: 25 of 45 pairs differ, for everybody.
        Assert.Equal(25 / 45.0, judgement.Systems[0].Of(Metric.Parse("ild@10"))!.Mean, 9);
        Assert.Equal(Math.Log2(1_000), judgement.Systems[0].Of(Metric.Parse("novelty@10"))!.Mean, 9);
        // Equal for everybody: the rule of three, of values that lie between 0 and log₂ 2,000.
        Assert.Equal(
            Math.Log2(1_000) + Math.Log2(2_000) * (1 - Math.Pow(0.025, 1 / 400.0)),
            judgement.Systems[0].Of(Metric.Parse("novelty@10"))!.Upper!.Value,
            9
        );
        Assert.Equal(Verdict.Pass, judgement.Verdict.Outcome);
    }

    [Fact]
    public void Without_categories_diversity_is_left_out_and_a_gate_on_it_has_no_evidence()
    {
        var settings = Rows.Settings(("mixed", new GateSettings { Metric = "ild@10", AtLeast = 0.5 }));
        var judgement = Adjudicator.Decide(
            Rows.Input(Rows.Coins(ScoreRow.Bundle, 400, 0.5, 1), settings) with
            {
                Products = Of([.. Enumerable.Repeat(("", 1L), Rows.Catalogue)]),
            }
        );
        Assert.Null(judgement.Systems[0].Of(Metric.Parse("ild@10")));
        Assert.NotNull(judgement.Systems[0].Of(Metric.Parse("novelty@10")));
        Assert.Equal(Verdict.NotEnoughEvidence, judgement.Verdict.Outcome);
        Assert.Contains("needs categories", judgement.Verdict.Gates[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Novelty_is_in_bits_and_no_gate() =>
        Assert.Contains(
            "in bits",
            Assert
                .Throws<SettingsException>(() => Rows.Judge([], ("new", new GateSettings { Metric = "novelty@10", AtLeast = 0.5 })))
                .Message,
            StringComparison.Ordinal
        );
}
