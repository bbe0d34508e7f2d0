using System.Text.Json;
using System.Text.RegularExpressions;
using Recsys.Build.Run;
using Recsys.Build.Steps;
using Recsys.Build.Tests.Frosting;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Reports;
using Spectre.Console;
using Xunit;

namespace Recsys.Build.Tests.Steps;

/// <summary>Scores in, verdict out: what the task says, records and refuses. The report goes to the one console there is.</summary>
[Collection(HostCollection.Name)]
public sealed class VerifyStepTests : IDisposable
{
    private readonly Recsys.Testing.Judge.Shop _shop = new();
    private readonly Checkout _checkout = new();
    private readonly IAnsiConsole _console = AnsiConsole.Console;
    private readonly StringWriter _shown = new();

    public VerifyStepTests()
    {
        _checkout.Take(_shop);
        foreach (var folder in new[] { "reference", "train" }) _checkout.Write($"artifacts/shop/{folder}/file", folder);
        AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_shown) });
    }

    private string Page => _checkout.At("artifacts", "shop", "verify", VerifyReport.PageName);

    private int Evaluations => _checkout.Processes.Arguments.Count(arguments => arguments.Contains(" evaluate ", StringComparison.Ordinal));

    public void Dispose()
    {
        AnsiConsole.Console = _console;
        _checkout.Dispose();
        _shop.Dispose();
    }

    [Fact]
    public void A_bundle_that_passes_is_shown_once_and_said_to_pass_every_time()
    {
        Scores(500, 0.4, 0.2);

        Run();
        Assert.Contains("Verify shop", _shown.ToString());
        _shown.GetStringBuilder().Clear();
        Run();

        Assert.Equal(1, Evaluations);
        Assert.Equal("", _shown.ToString());
        var said = _checkout.Log.Lines.Where(line => line.StartsWith("Verify: pass. ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, said.Count);
        Assert.All(said, line => Assert.EndsWith($" Report: {Page}", line));
        Assert.Equal(OutcomeKind.None, _checkout.Outcome.Kind);
        Assert.Equal(Verdict.Pass, _checkout.Context().Verified().Require().Verdict.Outcome);
    }

    [Theory]
    [InlineData(500, 0.2, 0.4, "Verify: fail. ", OutcomeKind.VerifyFailed)]
    [InlineData(40, 0.4, 0.35, "Verify: not enough evidence. ", OutcomeKind.NotEnoughEvidence)]
    public void A_bundle_that_does_not_pass_fails_each_time_and_leaves_its_outcome(
        int users,
        double bundle,
        double popularity,
        string beginning,
        OutcomeKind kind
    )
    {
        Scores(users, bundle, popularity);

        for (var run = 0; run < 2; run++)
        {
            var message = Assert.Throws<FaultException>(Run).Message;
            Assert.StartsWith(beginning, message);
            Assert.EndsWith($" Report: {Page}", message);
        }

        Assert.Equal((1, kind), (Evaluations, _checkout.Outcome.Kind));
        Assert.DoesNotContain(_checkout.Log.Lines, line => line.StartsWith("Verify: pass.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(500, 0.2, 0.4, OutcomeKind.VerifyFailed)]
    [InlineData(40, 0.4, 0.35, OutcomeKind.NotEnoughEvidence)]
    public void Whoever_ships_a_bundle_that_did_not_pass_is_refused_with_the_same_outcome(
        int users,
        double bundle,
        double popularity,
        OutcomeKind kind
    )
    {
        Scores(users, bundle, popularity);
        Assert.Throws<FaultException>(Run);
        using var later = new Checkout();
        foreach (var folder in new[] { "bundle", "dataset", "verify" })
            foreach (var file in Directory.GetFiles(_checkout.At("artifacts", "shop", folder)))
                later.Write($"artifacts/shop/{folder}/{Path.GetFileName(file)}", File.ReadAllText(file));

        Assert.StartsWith("Refused: ", Assert.Throws<FaultException>(() => later.Context().Verified().Require()).Message);
        Assert.Equal(kind, later.Outcome.Kind);
    }

    [Theory]
    [InlineData("src/Judge/A.cs", 1)]
    [InlineData("src/Judge/Reports/A.cs", 1)]
    [InlineData("src/Engine/A.cs", 2)]
    [InlineData("artifacts/shop/bundle/items.bin", 2)]
    public void Another_judge_another_tool_or_another_bundle_is_judged_again(string file, int evaluations)
    {
        Scores(500, 0.4, 0.2);
        Run();
        if (file.StartsWith("artifacts", StringComparison.Ordinal)) Replace(file);
        else _checkout.Write(file, "changed");

        Run();

        Assert.Equal(evaluations, Evaluations);
        Assert.Equal(2, _checkout.Log.Lines.Count(line => line.StartsWith("Verify: pass.", StringComparison.Ordinal)));
        Assert.Equal([Tables.Scores], Directory.GetFiles(_checkout.At("artifacts", "shop", "verify"), "*.tsv").Select(Path.GetFileName));
        Assert.Empty(Directory.GetDirectories(_checkout.At("artifacts", "shop", "verify")));
        Assert.True(File.Exists(_checkout.At("artifacts", "shop", "steps", "verify.json")));
    }

    [Fact]
    public void What_pruning_left_is_in_the_report()
    {
        Scores(500, 0.4, 0.2);
        _checkout.Write(
            $"artifacts/shop/prune/{PruningReport.FileName}",
            ArtifactJson.Serialize(
                new PruningReport
                {
                    Layers =
                    [
                        new PrunedLayer
                        {
                            Name = "block0",
                            Neurons = 8,
                            Kept = [0, 2, 5],
                            KeptEnergy = 0.75,
                            WeightsBefore = 64,
                            WeightsAfter = 24,
                        },
                    ],
                }
            )
        );

        Run();

        using var report = JsonDocument.Parse(File.ReadAllText(_checkout.At("artifacts", "shop", "verify", VerifyReport.JsonName)));
        var pruning = report
            .RootElement.GetProperty("pruning")
            .EnumerateObject()
            .ToDictionary(fact => fact.Name, fact => fact.Value.GetDouble());
        Assert.Equal(new Dictionary<string, double> { ["block0: neurons kept"] = 0.375, ["block0: energy kept"] = 0.75 }, pruning);
    }

    [Fact]
    public void What_is_served_and_not_measured_stands_in_the_first_lines_and_is_said_again_where_the_verdict_is_an_old_one()
    {
        Scores(500, 0.4, 0.2);
        Run();
        var lines = _shown.ToString().Split('\n').Take(3).Select(line => line.Trim());
        Assert.Contains("Search is served but was not measured:", string.Join(' ', lines), StringComparison.Ordinal);
        Run();
        Assert.Equal(
            2,
            _checkout.Log.Lines.Count(line => line.StartsWith("Search is served but was not measured:", StringComparison.Ordinal))
        );
        Assert.Equal(OutcomeKind.None, _checkout.Outcome.Kind);
    }

    [Fact]
    public void Where_the_settings_refuse_that_the_run_ends_with_not_enough_evidence()
    {
        _checkout.Write(
            "recsys.json",
            $$"""{ "name": "shop", "verify": { "unmeasured": "refuse", "gates": {{Checkout.Gate}} } }"""
        );
        Scores(500, 0.4, 0.2);
        var message = Assert.Throws<FaultException>(Run).Message;
        Assert.StartsWith("Verify: not enough evidence. search is served but was not measured: ", message, StringComparison.Ordinal);
        Assert.Equal(4, _checkout.Outcome.ExitCode(1));
    }

    [Fact]
    public void The_report_says_from_where_it_comes_and_what_changed_since_the_last_pass()
    {
        var commit = new string('b', 40);
        _checkout.Write(".git/HEAD", "ref: refs/heads/main\n");
        _checkout.Write(".git/refs/heads/main", commit + "\n");
        Scores(500, 0.4, 0.2);
        Run();
        var first = Build();
        Assert.Equal(commit, first.GetProperty("circumstances").GetProperty("commit").GetString());
        Assert.False(first.TryGetProperty("since", out _));

        _checkout.Write(
            "recsys.json",
            $$"""{ "name": "shop", "verify": { "resamples": 3000, "gates": {{Checkout.Gate}} } }"""
        );
        _checkout.Write("src/Judge/A.cs", "changed");
        Run();
        var since = Build().GetProperty("since");
        Assert.Equal("src/Judge", Assert.Single(since.GetProperty("code").EnumerateArray()).GetString());
        var setting = Assert.Single(since.GetProperty("settings").EnumerateArray());
        Assert.Equal(
            ("verify.resamples", "2000", "3000"),
            (setting.GetProperty("name").GetString(), setting.GetProperty("before").GetString(), setting.GetProperty("now").GetString())
        );

        JsonElement Build() =>
            JsonDocument
                .Parse(File.ReadAllText(_checkout.At("artifacts", "shop", "verify", VerifyReport.JsonName)))
                .RootElement.GetProperty("build");
    }

    [Fact]
    public void A_bundle_that_does_not_pass_is_not_remembered()
    {
        Scores(500, 0.2, 0.4);
        Assert.Throws<FaultException>(Run);
        Assert.False(File.Exists(_checkout.At("artifacts", "shop", "passes.json")));
    }

    private void Run() => new Tasks.Verify().Run(_checkout.Context());

    // The tool that evaluates leaves these in the folder that it is told.
    private void Scores(int users, double bundle, double popularity) =>
        _checkout.Processes.Effect = () =>
        {
            if (Regex.Match(_checkout.Processes.Arguments.Last(), " evaluate .* --out \"(.*?)\"") is not { Success: true } call)
                return;
            var folder = Directory.CreateDirectory(call.Groups[1].Value).FullName;
            Tsv.Write(
                Path.Combine(folder, Tables.Scores),
                ScoreRow.Header,
                Recsys.Testing.Judge.Rows.Coins(ScoreRow.Bundle, users, bundle, 1)
                    .Concat(Recsys.Testing.Judge.Rows.Coins(ScoreRow.Popularity, users, popularity, 2))
                    .Select(row => row.ToFields())
            );
            var shop = _checkout.At("artifacts", "shop");
            File.WriteAllText(
                Path.Combine(folder, BehaviourReport.FileName),
                ArtifactJson.Serialize(
                    Recsys.Testing.Judge.Rows.Behaviour(
                        ContentHash.OfFolder(Path.Combine(shop, "bundle")),
                        ContentHash.OfFile(Path.Combine(shop, "dataset", DatasetManifest.FileName)),
                        null
                    )
                )
            );
        };

    private void Replace(string file)
    {
        _checkout.Write(file, "other vectors");
        var path = _checkout.At("artifacts", "shop", "bundle", BundleManifest.FileName);
        var manifest = ArtifactJson.Read<BundleManifest>(path);
        manifest.Files["items.bin"] = ContentHash.OfFile(_checkout.At(file.Split('/')));
        File.WriteAllText(path, ArtifactJson.Serialize(manifest));
    }
}
