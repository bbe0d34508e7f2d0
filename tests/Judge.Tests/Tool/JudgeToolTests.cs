using System.Text.RegularExpressions;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Gates;
using Recsys.Testing;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests.Tool;

/// <summary>The judge as a product of its own: a table in, a verdict out.</summary>
public sealed class JudgeToolTests : IDisposable
{
    private static readonly string[] Arguments =
        ["--scores", "scores.tsv", "--catalogue-size", "500", "--gates", "gates.json", "--out", "judged"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_documented_example_runs_as_it_says()
    {
        var page = File.ReadAllText(Repository.At("docs", "judge.md"));
        foreach (Match file in Regex.Matches(page, "\n`(?<name>[a-z.]+)`\n\n```[a-z]+\n(?<text>.*?)```\n", RegexOptions.Singleline))
            _folder.Write(file.Groups["name"].Value, file.Groups["text"].Value);
        string[] arguments = [.. Arguments, "--measurements", "measurements.tsv", "--name", "my shop"];
        var (code, output, error) = ToolRun.Judge(_folder.Root, arguments);
        Assert.Equal((4, ""), (code, error));
        Assert.Contains("only 10 users; below 30 nothing is decided", output, StringComparison.Ordinal);
        Assert.Equal(
            ["junit.xml", "report.html", "report.json", "verdict.json"],
            Directory.GetFiles(At("judged")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        var verdict = Verdict();
        Assert.Equal(
            [("beats_popularity", "not_enough_evidence"), ("latency", "pass"), ("size", "pass")],
            verdict.Gates.Select(gate => (gate.Name, gate.Outcome))
        );
        // Whatever was not given is in neither.
        var json = File.ReadAllText(At("judged", "verdict.json"));
        Assert.All(["\"bundle\":", "\"dataset\":", "\"behaviour\":"], member => Assert.DoesNotContain(member, json));
        var html = File.ReadAllText(At("judged", "report.html"));
        Assert.Contains("<h1>my shop: NOT ENOUGH EVIDENCE</h1>", html, StringComparison.Ordinal);
        Assert.Contains("scores alone were judged", html, StringComparison.Ordinal);
        Assert.Equal(verdict.Seal, verdict.ComputeSeal());

        // The same figures over 40 users.
        var lines = File.ReadAllLines(At("scores.tsv"));
        var more = lines
            .Skip(1)
            .SelectMany(line => Enumerable.Range(0, 4).Select(copy => Regex.Replace(line, "\tu([0-9])\t", $"\tu{copy}-$1\t")));
        _folder.Write("scores.tsv", string.Join('\n', more.Prepend(lines[0])) + "\n");
        Assert.Equal(0, ToolRun.Judge(_folder.Root, arguments).Code);
        Assert.Equal("pass", Verdict().Outcome);
    }

    [Fact]
    public void On_the_folders_of_a_pipeline_it_gives_the_pipeline_s_verdict()
    {
        using var shop = new Shop();
        var ours = shop.Verify().Judgement.Verdict;
        _folder.Write("gates.json", """{"gates": {"lead": {"against": "popularity", "at_least": 0.05} } }""");
        var (code, _, error) = ToolRun.Judge(
            _folder.Root,
            "--scores",
            Path.Combine(shop.Layout.Verify, "scores.tsv"),
            "--behaviour",
            Path.Combine(shop.Layout.Verify, "behaviour.json"),
            "--bundle",
            shop.Layout.Bundle,
            "--dataset",
            Path.Combine(shop.Layout.Dataset, "manifest.json"),
            "--gates",
            "gates.json",
            "--seed",
            "7",
            "--out",
            "judged"
        );
        Assert.Equal((0, ""), (code, error));
        var verdict = Verdict();
        Assert.Equal(ours.Gates, verdict.Gates);
        Assert.Equal(ours.Checks, verdict.Checks);
        Assert.Equal((ours.Outcome, ours.Reason, ours.Bundle), (verdict.Outcome, verdict.Reason, verdict.Bundle));
        Assert.Equal(
            ours.Materials with { Provenance = null },
            verdict.Materials with { Provenance = null }
        );
    }

    [Fact]
    public void A_worse_system_fails()
    {
        WriteScores(0.2, 0.6);
        _folder.Write("gates.json", """{"gates": {"lead": {"against": "mine", "at_least": 0} } }""");
        Assert.Equal(3, ToolRun.Judge(_folder.Root, Arguments).Code);
        Assert.Equal("fail", Verdict().Outcome);
    }

    [Theory]
    [InlineData(
        """{"gates": {"g": {"metrik": "mrr"} } }""",
        "error: gates.json:1: gates.g.metrik: unknown setting; did you mean \"metric\"?"
    )]
    [InlineData("""{"gates": {"g": {"metric": "gini@10", "at_least": 0.1} } }""", "gates.g.metric: 'gini@10' is reported only")]
    [InlineData("""{"gates": {"g": {"at_least": 0} } }""", "gates.g.at_least: 0 or less is reached by every bundle")]
    [InlineData(
        """{"measurements": {"g": {"kind": "quantil", "of": "x"} } }""",
        "measurements.g.kind: 'quantil' is no kind of gate; did you mean"
    )]
    [InlineData(
        """{"measurements": {"g": {"kind": "exact", "of": "x"} } }""",
        "measurements.g.at_most: a gate on measurements has one bound"
    )]
    [InlineData("{", "error: gates.json: line 1, column 2")]
    public void A_wrong_gates_file_is_told_with_line_field_and_remedy(string gates, string message)
    {
        WriteScores(0.5, 0.5);
        _folder.Write("gates.json", gates);
        var error = new StringWriter();
        Assert.Equal(2, InFolder(error));
        Assert.Contains(message, error.ToString().Replace(_folder.Root + "/", ""), StringComparison.Ordinal);
        Assert.Contains("Remedy: ", error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("judged")));
    }

    [Fact]
    public void A_wrong_score_is_told_with_line_field_and_remedy_and_nothing_is_written()
    {
        WriteScores(0.5, 0.5);
        _folder.Write("gates.json", """{"gates": {"g": {"at_least": 0.1} } }""");
        var lines = File.ReadAllLines(At("scores.tsv"));
        lines[4] = lines[4].Replace("\t1\t", "\tone\t", StringComparison.Ordinal);
        File.WriteAllLines(At("scores.tsv"), lines);
        var error = new StringWriter();
        Assert.Equal(1, InFolder(error));
        Assert.Contains(
            "scores.tsv, line 5: relevant has 'one', expected whole numbers. Remedy: ",
            error.ToString(),
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(At("judged")));
    }

    [Fact]
    public void It_starts_without_the_build_and_without_a_training_library()
    {
        var files = Directory.GetFiles(ToolRun.Folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).ToList();
        Assert.Contains("Recsys.Judge.dll", files);
        Assert.DoesNotContain(files, file => Regex.IsMatch(file!, "cake|torch|kubernetes|spectre", RegexOptions.IgnoreCase));
    }

    [Fact]
    public void The_documented_kinds_are_the_judge_s()
    {
        var path = Repository.At("docs", "judge.md");
        var table = string.Concat(
            GateKinds.All.Select(kind =>
                $"| `{kind.Name}` | {kind.Meaning}{(kind.Source.Length == 0 ? "" : $" ({kind.Source})")} |\n"
            )
        );
        Snapshot.Check(
            path,
            Regex.Replace(
                File.ReadAllText(path),
                "(<!-- kinds[^\n]*-->\n).*?(<!-- /kinds -->)",
                match => $"{match.Groups[1].Value}| kind | of |\n|---|---|\n{table}{match.Groups[2].Value}",
                RegexOptions.Singleline
            )
        );
    }

    private Verdict Verdict() => ArtifactJson.Read<Verdict>(At("judged", "verdict.json"));

    private string At(params string[] parts) => Path.Combine([_folder.Root, .. parts]);

    private int InFolder(TextWriter error) =>
        Judge.Tool.JudgeTool.Run(
            ["judge", "--scores", At("scores.tsv"), "--catalogue-size", "1000", "--gates", At("gates.json"), "--out", At("judged")],
            TextWriter.Null,
            error
        );

    private void WriteScores(double bundle, double other) =>
        Tsv.Write(
            At("scores.tsv"),
            ScoreRow.Header,
            Rows.Coins(ScoreRow.Bundle, 150, bundle, 1).Concat(Rows.Coins("mine", 150, other, 2)).Select(row => row.ToFields())
        );
}
