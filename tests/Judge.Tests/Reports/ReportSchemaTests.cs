using System.Text.Json.Nodes;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Reports;
using Recsys.Testing;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests.Reports;

/// <summary>The schema of <c>report.json</c> is current, and reports of every outcome keep to it.</summary>
public sealed class ReportSchemaTests
{
    private static readonly JsonSchemaCheck Schema = new(ReportSchema.Create());

    private static JsonObject Report(VerifyReport report) => JsonNode.Parse(JsonReport.Render(report))!.AsObject();

    [Fact]
    public void The_schema_file_is_current() => Snapshot.Check(Repository.At("docs", "report.schema.json"), ReportSchema.Text());

    [Theory]
    [InlineData(Verdict.Pass)]
    [InlineData(Verdict.Fail)]
    [InlineData(Verdict.NotEnoughEvidence)]
    [InlineData(Verdict.NotApplicable)]
    [InlineData("no gates")]
    [InlineData("challenge")]
    public void A_report_of_every_outcome_keeps_to_it(string which)
    {
        var gate = new GateSettings { Against = ScoreRow.Popularity, AtLeast = 0.05 };
        var report = which switch
        {
            Verdict.Pass => SampleReports.Of(("lead", gate)),
            Verdict.Fail => SampleReports.Of(("lead", gate with { AtLeast = 0.9 })),
            Verdict.NotEnoughEvidence => SampleReports.Of(("search", new GateSettings { Task = ScoreRow.Search, AtLeast = 0.5 })),
            Verdict.NotApplicable => SampleReports.Of(("lead", gate), ("keep", gate with { Against = ScoreRow.Champion, AtLeast = 0 })),
            "challenge" => SampleReports.Challenge(),
            _ => SampleReports.Of(),
        };
        var json = Report(report);
        Assert.Empty(Schema.Faults(json));
        Assert.Equal(
            which is "no gates" ? Verdict.Fail
                : which is "challenge" or Verdict.NotApplicable ? Verdict.Pass
                : which,
            (string?)json["outcome"]
        );
        Assert.Equal(
            which == Verdict.NotApplicable,
            json["verdict"]!["gates"]!.AsArray().Any(one => (string?)one!["outcome"] == Verdict.NotApplicable)
        );
    }

    [Fact]
    public void An_overridden_report_keeps_to_it()
    {
        var json = OverrideBanner.InJson(
            JsonReport.Render(SampleReports.Typical()),
            new VerdictOverride
            {
                Outcome = Verdict.Fail,
                Reason = "agreed",
                By = "ann",
                At = "2026-11-25T10:00:00Z",
            }
        );
        Assert.Contains("\"by\": \"ann\"", json, StringComparison.Ordinal);
        Assert.Empty(Schema.Faults(JsonNode.Parse(json)));
    }

    [Fact]
    public void The_report_that_the_judge_leaves_keeps_to_it()
    {
        using var shop = new Shop();
        shop.Verify();
        Assert.Empty(Schema.Faults(JsonNode.Parse(File.ReadAllText(Path.Combine(shop.Layout.Verify, VerifyReport.JsonName)))));
    }

    [Theory]
    [InlineData("outcome", "\"maybe\"")]
    [InlineData("format_version", "1")]
    [InlineData("warnings", "\"none\"")]
    [InlineData("worst_facts", "[1]")]
    [InlineData("slices", "[{}]")]
    [InlineData("bundle", "\"none\"")]
    [InlineData("invented", "1")]
    public void What_is_not_as_it_says_is_found(string member, string value)
    {
        var json = Report(SampleReports.Typical());
        json[member] = JsonNode.Parse(value);
        Assert.NotEmpty(Schema.Faults(json));
    }

    [Fact]
    public void A_missing_member_is_found()
    {
        var json = Report(SampleReports.Typical());
        json.Remove("verdict");
        Assert.Equal([".verdict is missing"], Schema.Faults(json));
    }
}
