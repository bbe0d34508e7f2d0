using Recsys.Build.Verify;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Settings;
using Xunit;

namespace Recsys.Build.Tests.Verify;

/// <summary>What is said of the gates before anything is scored.</summary>
public sealed class PowerForecastTests
{
    private static readonly GateSettings Keep = new() { Against = ScoreRow.Reference, AtLeast = -0.02 };

    private static string Line(GateSettings gate, Verdict? previous, int users, bool champion = false, int maxUsers = 0) =>
        Assert.Single(PowerForecast.Lines(Rows.Settings(("gate", gate)) with { MaxUsers = maxUsers }, previous, new SubjectCounts(users, 0), champion));

    [Fact]
    public void Before_the_first_verdict_the_variance_is_assumed_and_the_line_says_so()
    {
        // (1.645 + 0.842) · 0.1 / √2,500 = 0.0050 and 2 · 1.645 · 0.1 / √2,500 = 0.0066
        Assert.Equal("gate: a margin of 0.0050 (80 % power), 0.0066 (95 %) with 2,500 users, if the standard deviation is 0.1 (assumed)", Line(Keep, null, 2_500));
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
        Assert.Equal($"gate: a margin of {Figure.Short(at80)} (80 % power), {Figure.Short(at95)} (95 %) with 600 users, if they vary as in the last verdict", Line(Keep, verdict, 600));
        Assert.Contains($"a margin of {Figure.Short(at80 / 2)} (80 % power), {Figure.Short(at95 / 2)} (95 %) with 2,400 users", Line(Keep, verdict, 2_400), StringComparison.Ordinal);
        Assert.Contains("(assumed)", Line(Keep with { Metric = "mrr" }, verdict, 600), StringComparison.Ordinal);
    }

    [Fact]
    public void Subjects_are_counted_as_they_will_be_scored()
    {
        using var folder = new TemporaryFolder();
        folder.Write(Tables.Events, string.Join('\t', Tables.EventColumns) + "\nA\t1\tpurchase\t5\t1\ttest\nA\t2\tpurchase\t6\t1\ttest\nB\t1\tview\t5\t1\ttest\nC\t1\tpurchase\t5\t1\tvalidation\nD\t1\tpurchase\t9\t1\ttest\n");
        Assert.Equal(new SubjectCounts(2, 0), SubjectCounts.Of(folder.Root));
        folder.Write(Tables.Searches, string.Join('\t', Tables.SearchColumns) + "\nlamp\tA\t1\t5\ttest\nlamp\tB\t2\t6\ttest\nrug\t\t\t6\ttest\nbed\t\t3\t6\ttrain\n");
        Assert.Equal(new SubjectCounts(2, 1), SubjectCounts.Of(folder.Root));
    }
}
