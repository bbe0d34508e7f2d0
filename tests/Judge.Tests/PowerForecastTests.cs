using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Contracts.Text;
using Recsys.Judge.Gates;
using Recsys.Testing;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>What is said of the gates before anything is scored.</summary>
public sealed class PowerForecastTests
{
    private static readonly GateSettings Keep = new() { Against = ScoreRow.Reference, AtLeast = -0.02 };

    private static string Line(GateSettings gate, Verdict? previous, int users, bool champion = false, int maxUsers = 0) =>
        Assert.Single(
            PowerForecast.Lines(
                Rows.Settings(("gate", gate)) with
                {
                    MaxUsers = maxUsers,
                },
                previous,
                new SubjectCounts(users, 0),
                champion
            )
        );

    [Fact]
    public void Before_the_first_verdict_the_variance_is_assumed_and_the_line_says_so()
    {
        // (1.645 + 0.842) · 0.1 / √2,500 = 0.0050 and 2 · 1.645 · 0.1 / √2,500 = 0.0066
        Assert.Equal(
            "gate: a margin of 0.0050 (80 % power), 0.0066 (95 %) with 2,500 users, if the standard deviation is 0.1 (assumed)",
            Line(Keep, null, 2_500)
        );
        Assert.Equal(Line(Keep, null, 2_500), Line(Keep, null, 9_999, maxUsers: 2_500));
        Assert.Contains("no users in the test part, so nothing", Line(Keep, null, 0), StringComparison.Ordinal);
        Assert.Equal("gate: there is no champion yet", Line(Keep with { Against = ScoreRow.Champion }, null, 2_500));
        Assert.Equal("gate: not known before the slice new_users was scored once", Line(Keep with { Slice = "new_users" }, null, 2_500));
    }

    [Fact]
    public void Afterwards_it_is_what_the_last_verdict_printed_and_shrinks_with_the_root_of_the_users()
    {
        var rows = Rows.Coins(ScoreRow.Bundle, 600, 0.4, 1).Concat(Rows.Coins(ScoreRow.Reference, 600, 0.4, 2));
        var verdict = Rows.Judge(rows, ("old name", Keep with { AtLeast = -0.5 })).Verdict;
        var (at80, at95) = (verdict.Gates[0].Margin80!.Value, verdict.Gates[0].Margin95!.Value);
        Assert.Equal(
            $"gate: a margin of {NumberFormat.Short(at80)} (80 % power), {NumberFormat.Short(at95)} (95 %) with 600 users, if they vary "
                + $"as in the "
                + $"last verdict",
            Line(Keep, verdict, 600)
        );
        Assert.Contains(
            $"a margin of {NumberFormat.Short(at80 / 2)} (80 % power), {NumberFormat.Short(at95 / 2)} (95 %) with 2,400 users",
            Line(Keep, verdict, 2_400),
            StringComparison.Ordinal
        );
        Assert.Contains("(assumed)", Line(Keep with { Metric = "mrr" }, verdict, 600), StringComparison.Ordinal);
    }

    [Fact]
    public void Subjects_are_counted_as_they_will_be_scored()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            Tables.Events,
            string.Join('\t', Tables.EventColumns)
                + "\nA\t1\tpurchase\t5\t1\ttest\nA\t2\tpurchase\t6\t1\ttest\nB\t1\tview\t5\t1\ttest\nC\t1\tpurchase\t5\t1\t"
                + "validation\nD\t1\tpurchase\t9\t1\ttest\n"
        );
        Assert.Equal(new SubjectCounts(2, 0), SubjectCounts.Of(folder.Root));
        folder.Write(
            Tables.Searches,
            string.Join('\t', Tables.SearchColumns)
                + "\nlamp\tA\t1\t5\ttest\nlamp\tB\t2\t6\ttest\nrug\t\t\t6\ttest\nbed\t\t3\t6\ttrain\n"
        );
        Assert.Equal(new SubjectCounts(2, 1), SubjectCounts.Of(folder.Root));
    }

    [Theory]
    [InlineData(ScoreRow.Reference, "0.1", "0.0050", "0.0066")]
    [InlineData(ScoreRow.Champion, "0.2", "0.0099", "0.0132")]
    [InlineData(null, "0.4", "0.0199", "0.0263")]
    [InlineData(ScoreRow.Popularity, "0.35", "0.0174", "0.0230")]
    public void What_is_assumed_depends_on_what_is_compared(string? against, string deviation, string at80, string at95) => Assert.Equal(
        $"gate: a margin of {at80} (80 % power), {at95} (95 %) with 2,500 users, if the standard deviation is {deviation} (assumed)",
        Line(new GateSettings { Against = against, AtLeast = 0.1 }, null, 2_500, champion: true));

    [Fact]
    public void Gates_on_search_count_queries_and_lines_come_in_the_order_of_names()
    {
        var settings = Rows.Settings(
            ("b", Keep with { Task = ScoreRow.Search }),
            ("a", Keep),
            ("c", Keep with { Task = ScoreRow.Search, Against = null })
        );
        Assert.Equal(
            [
                "a: a margin of 0.0050 (80 % power), 0.0066 (95 %) with 2,500 users, if the standard deviation is 0.1 (assumed)",
                "b: a margin of 0.0249 (80 % power), 0.0329 (95 %) with 100 queries, if the standard deviation is 0.1 (assumed)",
                "c: a margin of 0.0995 (80 % power), 0.1316 (95 %) with 100 queries, if the standard deviation is 0.4 (assumed)",
            ],
            PowerForecast.Lines(settings, null, new SubjectCounts(2_500, 100), champion: false)
        );
        Assert.Equal(
            "c: no queries in the test part, so nothing",
            PowerForecast.Lines(settings, null, new SubjectCounts(2_500, 0), champion: false).Last()
        );
    }

    [Fact]
    public void A_slice_has_the_size_it_had_and_a_gate_without_figures_tells_nothing()
    {
        var verdict = Rows.Judge(
            Rows.Coins(ScoreRow.Bundle, 600, 0.4, 1).Concat(Rows.Coins(ScoreRow.Reference, 600, 0.4, 2)),
            ("gate", Keep with { Slice = "light_users" })
        ).Verdict;
        var old = verdict.Gates[0];
        Assert.Equal(200, old.Count);
        Assert.Equal(
            $"gate: a margin of {NumberFormat.Short(old.Margin80!.Value)} (80 % power), {NumberFormat.Short(old.Margin95!.Value)} (95 %) "
                + $"with 200 "
                + $"users, if they vary as in the last verdict",
            Line(Keep with { Slice = "light_users" }, verdict, 9_999)
        );
        foreach (
            var without in new[]
            {
                old with
                {
                    Count = 0,
                },
                old with
                {
                    Margin80 = 0,
                },
                old with
                {
                    Margin95 = 0,
                },
                old with
                {
                    Slice = "heavy_users",
                },
            }
        )
            Assert.Equal(
                "gate: not known before the slice light_users was scored once",
                Line(Keep with { Slice = "light_users" }, verdict with { Gates = [without] }, 9_999)
            );
    }
}
