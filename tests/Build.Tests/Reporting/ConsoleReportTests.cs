using Recsys.Build.Reporting;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Reports;
using Recsys.Testing;
using Recsys.Testing.Judge;
using Spectre.Console;
using Xunit;

namespace Recsys.Build.Tests.Reporting;

/// <summary>The report on the console: a committed example, and what must hold of any.</summary>
public sealed class ConsoleReportTests
{
    private const string Hostile = "<script>alert('x')</script>\" onload=\"x[red]";

    private static readonly GateSettings Quality = new() { Against = ScoreRow.Reference, AtLeast = -0.03 };

    private static VerifyReport Report(params (string, GateSettings)[] gates) => SampleReports.Of(gates);

    private static VerifyReport Typical() => SampleReports.Typical();

    private static string Expected(string name) => Repository.At("tests", "Build.Tests", "Reporting", "Snapshots", name);

    private static string OnConsole(VerifyReport report, int width = 80)
    {
        var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        ConsoleReport.Write(console, report);
        return string.Join('\n', text.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));
    }

    [Fact]
    public void The_console_looks_like_the_snapshot() => Snapshot.Check(Expected("report.txt"), OnConsole(Typical()));

    [Fact]
    public void The_console_fits_80_columns_whatever_the_names()
    {
        var report = Report(
            (new string('g', 120), Quality),
            ("many words " + new string('w', 30), Quality with { AtLeast = 0.9 }),
            (Hostile, Quality)
        );
        Assert.All(OnConsole(report).Split('\n'), line => Assert.True(line.Length <= 80, $"{line.Length}: {line}"));
        Assert.Contains("0.9", OnConsole(report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_million_users_fit_80_columns()
    {
        var report = Typical();
        report = report with
        {
            Judgement = report.Judgement with
            {
                Systems = [.. report.Judgement.Systems.Select(system => system with { Count = 1_000_000 })],
            },
        };
        var lines = OnConsole(report).Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        Assert.Contains(
            lines,
            line =>
                line.StartsWith("reference (fp32)", StringComparison.Ordinal) && line.EndsWith(" 1,000,000", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_last_line_of_a_failure_says_what_why_and_what_to_do()
    {
        var lines = OnConsole(Report(("no-loss", Quality with { AtLeast = 0.9 })), width: 1_000).TrimEnd('\n').Split('\n');
        Assert.StartsWith("FAIL: gate 'no-loss' failed: recommend ndcg@10 against reference: ", lines[^1], StringComparison.Ordinal);
        Assert.Contains("Remedy: ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_gates_it_says_so() =>
        Assert.Contains("FAIL: no gates are configured", OnConsole(Report()), StringComparison.Ordinal);

    [Fact]
    public void Markup_in_a_name_stays_text()
    {
        var report = Report((Hostile, Quality));
        report = report with { Judgement = report.Judgement with { Warnings = [Hostile] } };
        Assert.Contains("[red]", OnConsole(report), StringComparison.Ordinal);
    }
}
