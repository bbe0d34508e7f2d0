using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Judging;
using Recsys.Judge.Reports;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>Gates against the bundle in production: with one, without one, and when it is the bundle itself.</summary>
public sealed class ChampionGateTests
{
    private static readonly GateSettings KeepChampion = new() { Against = ScoreRow.Champion, AtLeast = -0.02 };
    private static readonly GateSettings Floor = new() { AtLeast = 0.1 };

    private static Judgement Judged(double bundle, double? champion, string? hash, params (string, GateSettings)[] gates)
    {
        var rows = Rows.Coins(ScoreRow.Bundle, 2_000, bundle, 1);
        if (champion is { } hit) rows = rows.Concat(Rows.Coins(ScoreRow.Champion, 2_000, hit, 2));
        return Adjudicator.Decide(Rows.Input(rows, Rows.Settings(gates)) with { Champion = hash });
    }

    private static readonly string Other = ContentHash.OfText("the one in production");

    [Theory]
    [InlineData(0.5, 0.3, Verdict.Pass)]
    [InlineData(0.3, 0.5, Verdict.Fail)]
    [InlineData(0.4, 0.4, Verdict.NotEnoughEvidence)]
    public void The_champion_is_judged_as_any_other_system(double bundle, double champion, string outcome)
    {
        var verdict = Judged(bundle, champion, Other, ("keep", KeepChampion)).Verdict;
        Assert.Equal((outcome, Other), (verdict.Outcome, verdict.Champion));
    }

    [Fact]
    public void A_champion_that_was_not_scored_is_not_enough_evidence() =>
        Assert.Equal(Verdict.NotEnoughEvidence, Judged(0.5, null, Other, ("floor", Floor), ("keep", KeepChampion)).Verdict.Outcome);

    [Fact]
    public void Without_a_champion_the_gate_says_so_and_the_others_decide()
    {
        var verdict = Judged(0.5, null, null, ("floor", Floor), ("keep", KeepChampion)).Verdict;
        Assert.Equal(Verdict.Pass, verdict.Outcome);
        Assert.Equal(Verdict.NotApplicable, verdict.Gates[1].Outcome);
        Assert.StartsWith("there was no champion when this was judged", verdict.Gates[1].Reason, StringComparison.Ordinal);
        Assert.Contains("the gate 'floor' holds", verdict.Reason, StringComparison.Ordinal);
        Assert.Contains("not applicable: 'keep' (there was no champion when this was judged", verdict.Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Fail, Judged(0.05, null, null, ("floor", Floor), ("keep", KeepChampion)).Verdict.Outcome);
    }

    [Fact]
    public void A_gate_that_does_not_apply_passes_nothing_by_itself()
    {
        var verdict = Judged(0.5, null, null, ("keep", KeepChampion)).Verdict;
        Assert.Equal(Verdict.NotEnoughEvidence, verdict.Outcome);
        Assert.StartsWith(
            "no gate is applicable: gate 'keep': there was no champion when this was judged",
            verdict.Reason,
            StringComparison.Ordinal
        );
        Assert.Contains("Remedy: ", verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(29)]
    [InlineData(2_000)]
    public void The_champions_own_bytes_pass_with_a_difference_of_exactly_nothing(int users)
    {
        var rows = Rows.Coins(ScoreRow.Bundle, users, 0.5, 1).Concat(Rows.Coins(ScoreRow.Champion, users, 0.5, 1));
        var verdict = Adjudicator
            .Decide(
                Rows.Input(rows, Rows.Settings(("none", KeepChampion with { AtLeast = 0 }), ("some", KeepChampion))) with
                {
                    Champion = Rows.Hash,
                }
            )
            .Verdict;
        Assert.Equal(Verdict.Pass, verdict.Outcome);
        Assert.All(
            verdict.Gates,
            gate =>
                Assert.Equal(
                    (0, 0, 0, 0, 0, users),
                    (gate.Estimate, gate.Lower, gate.LowerBound, gate.UpperBound, gate.Upper, gate.Count)
                )
        );
    }

    [Fact]
    public void The_champion_is_not_asked_to_be_better_than_itself()
    {
        var verdict = Judged(0.5, 0.5, Rows.Hash, ("better", KeepChampion with { AtLeast = 0.01 }), ("floor", Floor)).Verdict;
        Assert.Equal((Verdict.Pass, Verdict.NotApplicable), (verdict.Outcome, verdict.Gates[0].Outcome));
        Assert.Equal(
            Verdict.NotEnoughEvidence,
            Judged(0.5, 0.5, Rows.Hash, ("better", KeepChampion with { AtLeast = 0.01 })).Verdict.Outcome
        );
    }

    [Fact]
    public void Rows_of_a_champion_that_nobody_named_are_an_error() =>
        Assert.Contains(
            "has rows of a champion, but there is none",
            Assert.Throws<ArtifactException>(() => Judged(0.5, 0.4, null, ("floor", Floor))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_champion_that_is_better_is_a_warning_and_no_baseline() =>
        Assert.Contains(
            Judged(0.3, 0.5, Other, ("floor", Floor)).Warnings,
            warning => warning.StartsWith("recommend: the champion beats the bundle by 0.", StringComparison.Ordinal)
        );

    [Fact]
    public void Every_report_shows_the_gate_that_does_not_apply()
    {
        var report = new VerifyReport(
            Judged(0.5, null, null, ("floor", Floor), ("keep", KeepChampion)),
            Manifests.Bundle(),
            Manifests.Dataset()
        );
        Assert.Contains("NOT APPLICABLE", HtmlReport.Render(report), StringComparison.Ordinal);
        Assert.Contains("\"outcome\": \"not_applicable\"", JsonReport.Render(report), StringComparison.Ordinal);
        Assert.Contains(
            WorstFacts.Of(report),
            fact => fact.StartsWith("Gate keep is not applicable: there was no champion when this was judged", StringComparison.Ordinal)
        );
    }
}
