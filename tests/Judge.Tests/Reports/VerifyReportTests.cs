using System.Text.Json;
using System.Text.RegularExpressions;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Reports;
using Recsys.Testing;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests.Reports;

/// <summary>The page and the files of the report: committed examples, and what must hold of any.</summary>
public sealed class VerifyReportTests
{
    private const string Hostile = "<script>alert('x')</script>\" onload=\"x[red]";

    private static readonly GateSettings Quality = new() { Against = ScoreRow.Reference, AtLeast = -0.03 };

    private static VerifyReport Report(params (string, GateSettings)[] gates) => SampleReports.Of(gates);

    private static VerifyReport Typical() => SampleReports.Typical();

    private static string Expected(string name) => Repository.At("tests", "Judge.Tests", "Reports", "Snapshots", name);

    [Fact]
    public void The_page_looks_like_the_snapshot() => Snapshot.Check(Expected("report.html"), HtmlReport.Render(Typical()));

    [Fact]
    public void The_json_looks_like_the_snapshot() => Snapshot.Check(Expected("report.json"), JsonReport.Render(Typical()));

    [Fact]
    public void The_same_scores_give_the_same_bytes()
    {
        Assert.Equal(HtmlReport.Render(Typical()), HtmlReport.Render(Typical()));
        Assert.Equal(JsonReport.Render(Typical()), JsonReport.Render(Typical()));
    }

    [Fact]
    public void Without_gates_every_form_says_so()
    {
        var report = Report();
        Assert.Contains("No gates are configured", HtmlReport.Render(report), StringComparison.Ordinal);
        Assert.Contains("\"outcome\": \"fail\"", JsonReport.Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_names_stay_text()
    {
        var report = Report((Hostile, Quality));
        var card = Manifests.Bundle().Card;
        card[Hostile] = Hostile;
        report = report with
        {
            Bundle = Manifests.Bundle() with { Name = Hostile, Card = card },
            Dataset = Manifests.Dataset() with
            {
                Tables = new(StringComparer.Ordinal)
                {
                    [Hostile] = new TableReport
                    {
                        Read = 1,
                        Kept = 0,
                        Rejected = new(StringComparer.Ordinal) { [Hostile] = 1 },
                    },
                },
            },
            Facts = SampleReports.Facts(Hostile),
            Judgement = report.Judgement with { Warnings = [Hostile] },
        };
        var page = HtmlReport.Render(report);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\" onload", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.Equal(Hostile, JsonDocument.Parse(JsonReport.Render(report)).RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public void The_page_needs_nothing_from_outside()
    {
        var page = HtmlReport.Render(Typical());
        foreach (var reference in new[] { "http:", "https:", "src=", "@import", "url(", "<script" })
            Assert.DoesNotContain(reference, page, StringComparison.OrdinalIgnoreCase);
        // Links lead to the page's own sections only.
        var links = Regex.Matches(page, "href=\"([^\"]*)\"").Select(link => link.Groups[1].Value).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Single(Regex.Matches(page, $"id=\"{Regex.Escape(link.TrimStart('#'))}\"")));
        Assert.All(links, link => Assert.StartsWith("#", link, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_can_be_read_aloud()
    {
        var page = HtmlReport.Render(Typical());
        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Matches("<title>[^<]+</title>", page);
        // Every picture has its facts as text, or stands beside them.
        Assert.All(
            Regex.Matches(page, "<svg[^>]*>").Select(svg => svg.Value),
            svg => Assert.Matches("role=\"img\" aria-label=\"[^\"]+\"|aria-hidden=\"true\"", svg)
        );
        var levels = Regex.Matches(page, "<h([1-6])[ >]").Select(head => head.Groups[1].Value[0] - '0').ToList();
        Assert.Equal(1, levels.Count(level => level == 1));
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, "a heading skips a level"));
        // Rows of figures scroll by keyboard, too.
        Assert.All(
            Regex.Matches(page, "<div class=\"scroll\"[^>]*>").Select(frame => frame.Value),
            frame => Assert.Contains("tabindex=\"0\"", frame, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_gravest_facts_come_first()
    {
        var facts = WorstFacts.Of(Typical());
        Assert.Equal(3, facts.Count);
        Assert.StartsWith("Gate own-frequency failed", facts[0], StringComparison.Ordinal);
        Assert.StartsWith("Gate search-reference is not decided", facts[1], StringComparison.Ordinal);
        var passing = WorstFacts.Of(Report(("wide", Quality with { AtLeast = -0.5 })));
        Assert.Equal(3, passing.Count);
    }

    [Fact]
    public void Writing_puts_every_form_and_the_verdict_into_the_folder()
    {
        using var shop = new Shop();
        var report = shop.Verify();
        Assert.Equal(HtmlReport.Render(report), File.ReadAllText(Path.Combine(shop.Layout.Verify, "report.html")));
        Assert.Equal(JsonReport.Render(report), File.ReadAllText(Path.Combine(shop.Layout.Verify, "report.json")));
        Assert.Equal(JUnitReport.Render("shop", report.Judgement.Verdict), File.ReadAllText(Path.Combine(shop.Layout.Verify, "junit.xml")));
        Assert.Equal(Verdict.Pass, ArtifactJson.Read<Verdict>(shop.VerdictPath).Outcome);
    }
}
