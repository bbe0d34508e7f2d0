using System.Text.RegularExpressions;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Gates;
using Recsys.Judge.Inputs;
using Recsys.Judge.Metrics;
using Recsys.Settings;
using Recsys.Testing;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>Schema, documentation and report name the metrics that the catalogue has, and a gate can bound each that has a
/// lower bound.</summary>
public sealed class MetricListTests
{
    public static TheoryData<string> Gated =>
        [
            .. MetricCatalogue.Gated.Select(metric => metric.ToString()),
            "ndcg@20",
            "map@10",
            "precision@5",
            "mrr@10",
            "hit_rate@20",
            "recall@7",
            "coverage@3",
        ];

    [Fact]
    public void The_documentation_is_current()
    {
        var path = Repository.At("docs", "judge.md");
        var page = File.ReadAllText(path);
        var table = string.Concat(
            MetricCatalogue
                .Reported.Select(metric => metric.Definition)
                .Select(metric =>
                    $"| {Written(metric)} | {string.Join(", ", metric.Tasks)} | {metric.Meaning}{Source(metric)} | "
                    + $"{metric.WhyNoGate ?? "a gate can bound it"} |\n"
                )
        );
        Snapshot.Check(
            path,
            Regex.Replace(
                page,
                "(<!-- metrics[^\n]*-->\n).*?(<!-- /metrics -->)",
                match =>
                    $"{match.Groups[1].Value}| metric | of | definition | in a gate |\n|---|---|---|---|\n{table}{match.Groups[2].Value}",
                RegexOptions.Singleline
            )
        );
    }

    [Fact]
    public void The_schema_s_pattern_and_examples_are_the_catalogue()
    {
        var metric = SettingsSchema.Create(GateVocabulary.Words)["properties"]!["verify"]!["properties"]!["gates"]![
            "additionalProperties"
        ]!["properties"]!["metric"]!;
        Assert.Equal(
            MetricCatalogue.Gated.Select(one => one.ToString()),
            metric["examples"]!.AsArray().Select(example => (string)example!)
        );
        var pattern = (string)metric["pattern"]!;
        Assert.All(MetricCatalogue.Reported, one => Assert.Matches(pattern, one.ToString()));
        Assert.All(["ndcg", "mrr@", "ndcg@0", "accuracy@10", "auc"], text => Assert.DoesNotMatch(pattern, text));
    }

    [Fact]
    public void A_report_shows_the_whole_catalogue()
    {
        var rows = Rows.Coins(ScoreRow.Bundle, 40, 0.5, 1)
            .Concat(
                Enumerable
                    .Range(0, 40)
                    .Select(i =>
                        Rows.Of(ScoreRow.Bundle, $"p{i}", 1, [], history: 0, task: ScoreRow.Classify) with
                        {
                            Top = [],
                            Truth = "a",
                            Predicted = "a",
                        }
                    )
            );
        var products = new ProductFacts([
            .. Enumerable.Range(0, Rows.Catalogue).Select(i => new CatalogueProduct($"{i}", "", $"c{i % 4}", i)),
        ]);
        var judgement = Judging.Adjudicator.Decide(Rows.Input(rows, Rows.Settings()) with { Products = products });
        Assert.Equal(
            MetricCatalogue.Reported.Select(metric => metric.ToString()),
            judgement.Systems.SelectMany(system => system.Metrics.Select(metric => metric.Metric))
        );
    }

    [Theory]
    [MemberData(nameof(Gated))]
    public void Every_metric_with_a_lower_bound_can_be_gated_in_the_settings_and_is_measured(string metric)
    {
        var task = JudgedTask.All.First(one => Metric.Parse(metric).Definition.Tasks.Contains(one.Name)).Name;
        using var folder = new TemporaryFolder();
        folder.Write(
            "recsys.json",
            $$"""{"verify": {"gates": {"g": {"task": "{{task}}", "metric": "{{metric}}", "at_least": 0.001} } } }"""
        );
        var settings = SettingsLoader.Load(new SettingsRequest { WorkingDirectory = folder.Root }, GateVocabulary.Words).Verify;
        var rows = Enumerable
            .Range(0, 60)
            .Select(i =>
                Rows.Of(ScoreRow.Bundle, $"u{i:D2}", 1, task == ScoreRow.Classify ? [] : [1 + i % 2], task: task) with
                {
                    Top = task == ScoreRow.Classify ? [] : [.. Enumerable.Range(0, 10)],
                    Truth = task == ScoreRow.Classify ? "a" : "",
                    Predicted = task != ScoreRow.Classify ? "" : i % 3 == 0 ? "b" : "a",
                }
            );
        var products = new ProductFacts([
            .. Enumerable.Range(0, Rows.Catalogue).Select(i => new CatalogueProduct($"{i}", "", $"c{i % 4}", i)),
        ]);
        var gate = Assert.Single(Judging.Adjudicator.Decide(Rows.Input(rows, settings) with { Products = products }).Verdict.Gates);
        Assert.Equal((Verdict.Pass, metric, 60), (gate.Outcome, gate.Metric, gate.Count));
    }

    [Theory]
    [InlineData("auc@10", "is not allowed")]
    [InlineData("ndgc@10", "did you mean \"ndcg@10\"?")]
    [InlineData("gini@10", "reported only: less of it is better")]
    [InlineData("novelty@10", "reported only: it is in bits")]
    [InlineData("ndcg@101", "looks deeper than the recorded 100 ranks. Remedy: raise verify.depth.")]
    [InlineData("coverage@20", "only the first 10 products are recorded. Remedy: use coverage@10 or less.")]
    [InlineData("accuracy", "no measure of recommend")]
    public void The_settings_refuse_others_at_once(string metric, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("recsys.json", $$"""{"verify": {"gates": {"g": {"metric": "{{metric}}", "at_least": 0.1} } } }""");
        var mistake = Assert.Single(
            Assert
                .Throws<SettingsException>(() =>
                    SettingsLoader.Load(new SettingsRequest { WorkingDirectory = folder.Root }, GateVocabulary.Words)
                )
                .Mistakes
        );
        Assert.Equal(("verify.gates.g.metric", "recsys.json:1"), (mistake.Path, mistake.Origin));
        Assert.Contains(message, mistake.Message, StringComparison.Ordinal);
    }

    private static string Written(MetricDefinition metric) =>
        metric.CutOff switch
        {
            CutOff.None => $"`{metric.Name}`",
            CutOff.Optional => $"`{metric.Name}`, `{metric.Name}@k`",
            _ => $"`{metric.Name}@k`",
        };

    private static string Source(MetricDefinition metric) => metric.Source.Length == 0 ? "" : $" ({metric.Source})";
}
