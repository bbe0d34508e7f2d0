using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Judging;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>Each warning, and what is none.</summary>
public sealed class WarningsTests
{
    private static readonly (string, GateSettings) Floor = ("floor", new GateSettings { AtLeast = 0.01 });

    /// <summary>100 users, of whom every system finds the product of a known number; the first half are light users.</summary>
    private static IEnumerable<ScoreRow> Users(string system, int light, int heavy, string task = ScoreRow.Recommend) =>
        Enumerable
            .Range(0, 100)
            .Select(i =>
                Rows.Of(system, $"u{i:D3}", 1, i % 50 < (i < 50 ? light : heavy) ? [1] : [], history: i < 50 ? 2 : 9, task: task)
            );

    [Fact]
    public void Whoever_beats_the_bundle_everywhere_is_named_once()
    {
        Assert.Equal(
            ["recommend: the baseline popularity beats the bundle by 0.4000 NDCG@10."],
            Rows.Judge(Users(ScoreRow.Bundle, 10, 10).Concat(Users(ScoreRow.Popularity, 30, 30)), Floor).Warnings
        );
        Assert.Equal(
            ["recommend: the champion beats the bundle by 0.4000 NDCG@10."],
            Adjudicator
                .Decide(
                    Rows.Input(Users(ScoreRow.Bundle, 10, 10).Concat(Users(ScoreRow.Champion, 30, 30)), Rows.Settings(Floor)) with
                    {
                        Champion = ContentHash.OfText("other"),
                    }
                )
                .Warnings
        );
    }

    [Fact]
    public void A_loss_on_one_slice_is_named_with_the_slice() => Assert.Equal(
        ["recommend, slice light_users (1 to 4 events): the baseline popularity beats the bundle by 0.4000 NDCG@10."],
        Rows.Judge(Users(ScoreRow.Bundle, 10, 40).Concat(Users(ScoreRow.Popularity, 30, 15)), Floor).Warnings);

    [Fact]
    public void A_loss_against_the_model_before_is_named_with_the_slice_and_the_model() => Assert.Equal(
        ["recommend, slice light_users (1 to 4 events): the reference beats the bundle by 0.4000 NDCG@10."],
        Rows.Judge(Users(ScoreRow.Bundle, 10, 40).Concat(Users(ScoreRow.Reference, 30, 15)), Floor).Warnings);

    [Fact]
    public void The_same_quality_is_no_warning_and_neither_is_a_reference_that_is_better_everywhere()
    {
        Assert.Empty(Rows.Judge(Users(ScoreRow.Bundle, 20, 20).Concat(Users(ScoreRow.Popularity, 20, 20)), Floor).Warnings);
        // A reference is a model: it is named for the slices, as the loss of quantizing, and not as a baseline.
        Assert.All(
            Rows.Judge(Users(ScoreRow.Bundle, 10, 10).Concat(Users(ScoreRow.Reference, 30, 30)), Floor).Warnings,
            warning => Assert.Contains(", slice ", warning, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Tasks_without_a_gate_without_the_bundle_or_with_empty_answers_are_named()
    {
        var search = Users(ScoreRow.Bundle, 25, 25, ScoreRow.Search)
            .Select((row, i) => row with { History = 0, Ranks = i < 7 ? [] : row.Ranks, Top = i < 7 ? [] : row.Top });
        Assert.Equal(
            ["search is measured, but no gate covers it.", "search: 7.0 % of the 100 answers are empty."],
            Rows.Judge(Users(ScoreRow.Bundle, 20, 20).Concat(search), Floor).Warnings
        );
        Assert.Equal(["recommend was scored without the bundle."], Rows.Judge(Users(ScoreRow.Popularity, 20, 20), Floor).Warnings);
        // Without any gate the verdict says so already.
        Assert.Empty(Rows.Judge(Users(ScoreRow.Bundle, 20, 20)).Warnings);
    }

    [Fact]
    public void A_slice_shows_its_figures_and_the_best_baseline_there()
    {
        var slices = Rows.Judge(
            Users(ScoreRow.Bundle, 10, 40)
                .Concat(Users(ScoreRow.Popularity, 20, 0))
                .Concat(Users(ScoreRow.ItemKnn, 15, 25))
                .Concat(Users(ScoreRow.Reference, 15, 40)),
            Floor
        ).Slices;
        var (light, heavy) = (slices[0], slices[1]);
        Assert.Equal(
            ("light_users", 50, false, ScoreRow.Popularity, ScoreRow.Reference),
            (light.Slice, light.Count, light.Informs, light.BestBaseline, light.Opponent)
        );
        Assert.Equal(("heavy_users", ScoreRow.ItemKnn), (heavy.Slice, heavy.BestBaseline));
        Assert.Equal(
            (0.2, -0.2, -0.1),
            (Math.Round(light.Bundle.Mean, 9), Math.Round(light.Lead!.Mean, 9), Math.Round(light.Change!.Mean, 9))
        );
        Assert.Equal(
            (0.8, 0.3, 0.0),
            (Math.Round(heavy.Bundle.Mean, 9), Math.Round(heavy.Lead!.Mean, 9), Math.Round(heavy.Change!.Mean, 9))
        );
        // The standard error of a share of 0.2 of 50 is 0.0566: the two-sided bounds lie 1.96 of it away.
        Assert.InRange(light.Bundle.Lower!.Value, 0.2 - 0.13, 0.2 - 0.09);
        Assert.InRange(light.Bundle.Upper!.Value, 0.2 + 0.09, 0.2 + 0.13);
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(30, false)]
    public void A_slice_of_less_than_thirty_only_informs(int users, bool informs) =>
        Assert.Equal(
            informs,
            Assert
                .Single(Rows.Judge(Enumerable.Range(0, users).Select(i => Rows.Of(ScoreRow.Bundle, $"u{i:D2}", 1, [1])), Floor).Slices)
                .Informs
        );
}
