using Recsys.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Reports;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests.Reports;

/// <summary>The verdict as Markdown.</summary>
public sealed class StepSummaryTests
{
    [Fact]
    public void Names_and_reasons_stay_text()
    {
        const string Hostile = "a|b\n\n## c <img src=x> [d](http://e) `f` **g** @h";
        var verdict = SampleReports.Typical().Judgement.Verdict;
        verdict = verdict with { Reason = Hostile, Gates = [verdict.Gates[0] with { Name = Hostile }] };
        var text = StepSummary.Of(
            Hostile,
            verdict,
            [Hostile],
            new VerdictOverride
            {
                Outcome = Verdict.Fail,
                Reason = Hostile,
                By = Hostile,
            }
        );
        Assert.DoesNotMatch(@"(?<!\\)[<\[*]", text.Replace("**OVERRIDDEN**", "", StringComparison.Ordinal));
        Assert.DoesNotContain(" @h", text, StringComparison.Ordinal);
        Assert.Contains(@"\<img src=x\> \[d\]\(http", text, StringComparison.Ordinal);
        Assert.Equal(1, text.Split('\n').Count(line => line.StartsWith('#')));
        // A row keeps its number of cells.
        var rows = text.Split('\n')
            .SkipWhile(line => !line.StartsWith("| gate", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .ToList();
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Equal(6, row.Replace("\\|", "", StringComparison.Ordinal).Count(letter => letter == '|')));
    }

    [Fact]
    public void A_gate_that_was_not_measured_has_no_figures()
    {
        var verdict = SampleReports
            .Of(("keep", new GateSettings { Against = ScoreRow.Champion, AtLeast = 0 }), ("no-loss", SampleReports.Quality))
            .Judgement.Verdict;
        var text = StepSummary.Of("shop", verdict, [], null);
        Assert.Contains("| NOT APPLICABLE | – | – | 0.0000 |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("OVERRIDDEN", text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_looks_like_the_snapshot()
    {
        var report = SampleReports.Typical();
        var verdict = report.Judgement.Verdict;
        verdict = verdict with { Checks = [verdict.Checks[0] with { Outcome = Verdict.Fail, Failed = 2 }, .. verdict.Checks.Skip(1)] };
        var made = new VerdictOverride { Outcome = Verdict.Fail, Reason = "agreed until Monday", By = "ann" };

        Snapshot.Check(
            Repository.At("tests", "Judge.Tests", "Reports", "Snapshots", "summary.md"),
            StepSummary.Of("shop", verdict, WorstFacts.Of(report), made)
                + "---\n"
                + StepSummary.Of("none", SampleReports.Of().Judgement.Verdict with { Bundle = null }, [], null)
        );
    }
}
