using System.Text.Json;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Checkpoints;
using Recsys.Model.Ingest;
using Recsys.Model.Sample;
using Recsys.Model.Tests.Support;
using Xunit;

namespace Recsys.Model.Tests.Commands;

[Collection(TinyShop.Collection)]
public sealed class VerbTests(TinyShop shop) : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string[] Train(string settings, string output) =>
        ["train", "--settings", settings, "--dataset", shop.DatasetFolder, "--out", output];

    private string[] Evaluate(string bundle, string reference, string dataset, string output, string? trained = null) =>
        [
            "evaluate",
            "--settings",
            shop.SettingsFile,
            "--dataset",
            dataset,
            "--trained",
            trained ?? shop.Trained,
            "--bundle",
            bundle,
            "--reference",
            reference,
            "--out",
            output,
            "--figures",
            _folder["evaluate.json"],
        ];

    private static Dictionary<string, double> Figures(string file) =>
        JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(file))!;

    private string OtherDataset()
    {
        SampleShop.Write(99, shop.Settings.Data.Sample, _folder["tables"]);
        new Ingestion(shop.Settings, _folder["tables"]).Run(_folder["dataset"], _folder["history"]);
        return _folder["dataset"];
    }

    /// <summary>A folder that a verb may replace when it is done, and not before.</summary>
    private string Old(string name)
    {
        Directory.CreateDirectory(_folder[name]);
        File.WriteAllText(Path.Combine(_folder[name], "old"), "as it was");
        return _folder[name];
    }

    private void AssertIntact(string name)
    {
        Assert.Equal("as it was", File.ReadAllText(Path.Combine(_folder[name], "old")));
        Assert.Equal(["old"], Directory.GetFileSystemEntries(_folder[name]).Select(path => Path.GetFileName(path)));
        Assert.False(Directory.Exists(_folder[name] + ".tmp"), "a temporary folder was left behind");
    }

    [Fact]
    public void The_same_seed_trains_the_same_bytes_and_another_seed_others()
    {
        var other = _folder["other.json"];
        File.WriteAllText(other, File.ReadAllText(shop.SettingsFile).Replace("\"seed\": 7", "\"seed\": 8", StringComparison.Ordinal));

        Tool.Succeed(Train(shop.SettingsFile, _folder["same"]));
        Tool.Succeed(Train(other, _folder["different"]));

        string Tensors(string folder) => ContentHash.OfFile(Path.Combine(folder, CheckpointInfo.TensorFile));
        Assert.Equal(Tensors(shop.Trained), Tensors(_folder["same"]));
        Assert.Equal(ContentHash.OfFolder(shop.Trained), ContentHash.OfFolder(_folder["same"]));
        Assert.NotEqual(Tensors(shop.Trained), Tensors(_folder["different"]));
    }

    [Fact]
    public void The_verbs_write_their_figures()
    {
        var (train, prune, quantize) = (
            Figures(shop.Path("train.json")),
            Figures(shop.Path("prune.json")),
            Figures(shop.Path("quantize.json"))
        );

        Assert.Equal(["epochs", "peak_memory_mib", "validation_ndcg@10", "validation_search_ndcg@10"], train.Keys);
        Assert.Equal(["epochs", "kept_energy", "peak_memory_mib"], prune.Keys);
        Assert.Equal((2, 1), (train["epochs"], prune["epochs"]));
        string[] shares = ["kept_energy", "validation_ndcg@10", "validation_search_ndcg@10"];
        Assert.All(train.Concat(prune).Where(figure => shares.Contains(figure.Key)), figure => Assert.InRange(figure.Value, 0, 1));
        Assert.Equal(Directory.GetFiles(shop.Bundle).Sum(file => new FileInfo(file).Length), quantize["bundle_bytes"]);
        Assert.True(quantize["bundle_bytes"] < quantize["reference_bytes"]);
    }

    [Fact]
    public void A_pruned_checkpoint_says_what_it_was_pruned_from_and_how()
    {
        var (trained, pruned) = (shop.Load(shop.Trained).Info, shop.Load(shop.Pruned).Info);
        Assert.Equal((trained.Tensors, trained.Encoder with { FeedForward = 16 }), (pruned.PrunedFrom, pruned.Encoder));
        var report = ArtifactJson.Read<PruningReport>(Path.Combine(shop.Pruned, PruningReport.FileName));
        Assert.All(report.Layers, layer => Assert.Equal((32, 16), (layer.Neurons, layer.Kept.Count)));
        Assert.Contains("16 of 32", pruned.Card["pruning"], StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_leaves_answers_to_look_at_with_the_champion_s_beside_them_and_no_user_s_name()
    {
        Tool.Succeed([.. Evaluate(shop.Bundle, shop.Reference, shop.DatasetFolder, _folder["one"]), "--champion", shop.Reference]);
        Tool.Succeed([.. Evaluate(shop.Bundle, shop.Reference, shop.DatasetFolder, _folder["two"]), "--champion", shop.Bundle]);

        var examples = ArtifactJson.Read<AnswerExamples>(Path.Combine(_folder["one"], AnswerExamples.FileName)).Examples;
        Assert.Equal(
            [ScoreRow.Search, ScoreRow.Search, ScoreRow.Search, ScoreRow.Recommend, ScoreRow.Recommend],
            examples.Select(example => example.Task)
        );
        Assert.All(examples, example => Assert.Equal((5, 5), (example.After.Count, example.Before!.Count)));
        Assert.All(examples.Skip(3), example => Assert.StartsWith("User ", example.Name, StringComparison.Ordinal));
        Assert.All(examples.Skip(3), example => Assert.InRange(example.History!.Count, 1, 3));
        var itself = ArtifactJson.Read<AnswerExamples>(Path.Combine(_folder["two"], AnswerExamples.FileName)).Examples;
        Assert.All(itself, example => Assert.Null(example.Before));
        Assert.Equal(
            ArtifactJson.Serialize(new AnswerExamples { Examples = [.. examples.Select(example => example with { Before = null })] }),
            File.ReadAllText(Path.Combine(_folder["two"], AnswerExamples.FileName))
        );
    }

    [Fact]
    public void Evaluate_writes_its_rows_the_same_each_time()
    {
        Tool.Succeed(Evaluate(shop.Bundle, shop.Reference, shop.DatasetFolder, _folder["one"]));
        Tool.Succeed(Evaluate(shop.Bundle, shop.Reference, shop.DatasetFolder, Old("two")));

        var rows = Tsv.Read(Path.Combine(_folder["one"], Tables.Scores), ScoreRow.Header).Select(ScoreRow.FromFields).ToArray();
        Assert.Equal(Figures(_folder["evaluate.json"])["rows"], rows.Length);
        Assert.NotEmpty(rows);
        var subjects = SubjectRows.Read(Path.Combine(_folder["one"], Tables.Subjects));
        Assert.Equal(SubjectRow.Columns, subjects.Columns);
        Assert.Equal(
            rows.Where(row => row.System == ScoreRow.Bundle).Select(row => (row.Task, row.Subject)),
            subjects.Rows.Select(row => (row.Task, row.Subject))
        );
        Assert.Equal(ContentHash.OfFolder(_folder["one"]), ContentHash.OfFolder(_folder["two"]));
    }

    [Fact]
    public void A_champion_with_the_bundles_bytes_has_the_bundles_rows()
    {
        Tool.Succeed([.. Evaluate(shop.Bundle, shop.Reference, shop.DatasetFolder, _folder["one"]), "--champion", shop.Bundle]);

        var rows = Tsv.Read(Path.Combine(_folder["one"], Tables.Scores), ScoreRow.Header)
            .Select(ScoreRow.FromFields)
            .ToLookup(row => row.System);
        Assert.NotEmpty(rows[ScoreRow.Champion]);
        Assert.Equal(rows[ScoreRow.Bundle].Select(row => string.Join('|', row.ToFields())),
            rows[ScoreRow.Champion].Select(row => string.Join('|', (row with { System = ScoreRow.Bundle }).ToFields())));
    }

    [Fact]
    public void A_champion_that_cannot_be_compared_with_is_an_error_with_its_own_remedy()
    {
        string Refused(string champion) =>
            Tool.Fail([.. Evaluate(shop.Bundle, shop.Reference, shop.DatasetFolder, Old("verify")), "--champion", champion]);
        string Copy(string name, string file, Func<string, string> change)
        {
            Directory.CreateDirectory(_folder[name]);
            foreach (var path in Directory.GetFiles(shop.Bundle)) File.Copy(path, Path.Combine(_folder[name], Path.GetFileName(path)));
            File.WriteAllText(Path.Combine(_folder[name], file), change(File.ReadAllText(Path.Combine(_folder[name], file))));
            return _folder[name];
        }

        var corrupt = Copy("corrupt", Tables.Catalogue, text => text + "x");
        Assert.Contains("The champion cannot be compared with: ", Refused(corrupt), StringComparison.Ordinal);
        Assert.Contains(
            $"Remedy: restore {corrupt} or remove it, or name the bundle in production in verify.champion.",
            Refused(corrupt),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "The champion cannot be compared with: ",
            Refused(
                Copy(
                    "newer",
                    BundleManifest.FileName,
                    text =>
                        text.Replace(
                            $"\"format_version\": {BundleManifest.CurrentVersion}",
                            "\"format_version\": 99",
                            StringComparison.Ordinal
                        )
                )
            ),
            StringComparison.Ordinal
        );

        var foreign = Copy(
            "foreign",
            Tables.Catalogue,
            text => string.Join('\n', text.TrimEnd('\n').Split('\n').Select((line, i) => i == 0 ? line : "x" + line)) + "\n"
        );
        var manifest = ArtifactJson.Read<BundleManifest>(Path.Combine(foreign, BundleManifest.FileName));
        manifest.Files[Tables.Catalogue] = ContentHash.OfFile(Path.Combine(foreign, Tables.Catalogue));
        File.WriteAllText(Path.Combine(foreign, BundleManifest.FileName), ArtifactJson.Serialize(manifest));
        Assert.Contains(
            "it has no product in common with the dataset, so it is another shop's.",
            Refused(foreign),
            StringComparison.Ordinal
        );
        AssertIntact("verify");
    }

    [Fact]
    public void What_belongs_to_another_dataset_is_refused_and_nothing_is_replaced()
    {
        var other = OtherDataset();

        Assert.Contains(
            $"{shop.Trained} was trained on another dataset",
            Tool.Fail(
                "prune",
                "--settings",
                shop.SettingsFile,
                "--dataset",
                other,
                "--checkpoint",
                shop.Trained,
                "--out",
                Old("prune")
            ),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "was trained on another dataset",
            Tool.Fail(
                "quantize",
                "--settings",
                shop.SettingsFile,
                "--dataset",
                other,
                "--trained",
                shop.Trained,
                "--pruned",
                shop.Pruned,
                "--reference",
                Old("reference"),
                "--out",
                Old("bundle")
            ),
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"{shop.Bundle} was made from another dataset. Remedy: run Quantize again.",
            Tool.Fail(Evaluate(shop.Bundle, shop.Reference, other, Old("verify"))),
            StringComparison.Ordinal
        );
        Assert.All(["prune", "reference", "bundle", "verify"], AssertIntact);
        Assert.False(File.Exists(_folder["evaluate.json"]));
    }

    [Fact]
    public void A_dataset_that_cannot_be_read_leaves_the_old_checkpoint()
    {
        Assert.Contains(
            "manifest.json is missing",
            Tool.Fail("train", "--settings", shop.SettingsFile, "--dataset", _folder["nothing"], "--out", Old("train")),
            StringComparison.Ordinal
        );
        AssertIntact("train");
    }

    [Fact]
    public void Evaluate_tries_the_bundle_s_behaviour_and_finds_nothing_wrong()
    {
        Tool.Succeed(Evaluate(shop.Bundle, shop.Reference, shop.DatasetFolder, _folder["verify"]));
        var report = ArtifactJson.Read<BehaviourReport>(Path.Combine(_folder["verify"], BehaviourReport.FileName));
        Assert.Equal((ContentHash.OfFolder(shop.Bundle), shop.Dataset.Hash, null), (report.Bundle, report.Dataset, report.Golden));
        Assert.Equal(
            [
                BehaviourCheck.EngineEqualsTraining,
                BehaviourCheck.Determinism,
                BehaviourCheck.NothingBoughtAgain,
                BehaviourCheck.QueryForms,
                BehaviourCheck.AbsurdInput,
            ],
            report.Checks.Select(check => check.Name)
        );
        Assert.All(report.Checks, check => Assert.Equal((true, 0), (check.Cases >= 20, check.Failed)));
    }

    [Fact]
    public void A_reference_of_another_checkpoint_is_refused() =>
        Assert.Contains($"{shop.Reference} was made from another checkpoint than {shop.Pruned}. Remedy: run Quantize again.",
            Tool.Fail(Evaluate(shop.Bundle, shop.Reference, shop.DatasetFolder, Old("verify"), shop.Pruned)), StringComparison.Ordinal);

    [Fact]
    public void A_golden_file_that_is_missing_ends_with_2()
    {
        var settings = _folder["golden-settings.json"];
        File.WriteAllText(
            settings,
            File.ReadAllText(shop.SettingsFile)
                .Replace("\"depth\": 20", "\"depth\": 20, \"golden\": \"absent.json\"", StringComparison.Ordinal)
        );
        var (code, _, error) = Tool.Run([
            .. Evaluate(shop.Bundle, shop.Reference, shop.DatasetFolder, Old("verify"))
                .Select(argument => argument == shop.SettingsFile ? settings : argument),
        ]);
        Assert.Equal(2, code);
        Assert.Contains(_folder["absent.json"], error, StringComparison.Ordinal);
        Assert.Contains("never left out in silence", error, StringComparison.Ordinal);
        AssertIntact("verify");
    }

    /// <summary>A network whose answers overflow is found in the middle of the work, on one of several threads.</summary>
    [Fact]
    public void A_bundle_that_answers_with_no_numbers_ends_with_one_line_and_leaves_the_old_scores()
    {
        var (info, tensors) = shop.Load(shop.Trained);
        Array.Fill(tensors["user.norm.weight"].Data, 3e38f);
        Directory.CreateDirectory(_folder["broken"]);
        Checkpoint.Write(_folder["broken"], info.Encoder, info.Dataset, null, tensors, [], info.Card);
        Tool.Succeed(
            "quantize",
            "--settings",
            shop.SettingsFile,
            "--dataset",
            shop.DatasetFolder,
            "--trained",
            _folder["broken"],
            "--pruned",
            _folder["broken"],
            "--reference",
            _folder["reference"],
            "--out",
            _folder["bundle"]
        );

        Assert.Contains(
            "answered with a value that is not finite",
            Tool.Fail(Evaluate(_folder["bundle"], _folder["reference"], shop.DatasetFolder, Old("verify"), _folder["broken"])),
            StringComparison.Ordinal
        );
        AssertIntact("verify");
    }

    [Theory]
    [InlineData("train", "--dataset")]
    [InlineData("prune", "--checkpoint")]
    [InlineData("quantize", "--pruned")]
    [InlineData("evaluate", "--bundle")]
    public void A_missing_option_ends_with_2_and_is_named(string verb, string option)
    {
        var (code, _, error) = Tool.Run(verb, "--settings", shop.SettingsFile, "--out", _folder["out"]);
        Assert.Equal(2, code);
        Assert.Contains(option, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Theory]
    [InlineData("\"dimensions\": 32", "\"dimensions\": 33", "train.dimensions")]
    [InlineData("\"negatives\": 24", "\"negatives\": -1", "train.negatives")]
    [InlineData("\"learning_rate\"", "\"learningrate\"", "train.learningrate")]
    public void Wrong_settings_end_with_2_and_are_named(string old, string replacement, string expected)
    {
        var settings = _folder["wrong.json"];
        File.WriteAllText(settings, File.ReadAllText(shop.SettingsFile).Replace(old, replacement, StringComparison.Ordinal));
        var (code, _, error) = Tool.Run(Train(settings, Old("train")));
        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        AssertIntact("train");
    }
}
