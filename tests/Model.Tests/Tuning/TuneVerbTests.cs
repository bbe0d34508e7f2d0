using Recsys.Contracts.Artifacts;
using Recsys.Model.Data;
using Recsys.Model.Neighbours;
using Recsys.Model.Tests.Resume;
using Recsys.Model.Tests.Support;
using Recsys.Model.Training;
using Recsys.Model.Tuning;
using Xunit;

namespace Recsys.Model.Tests.Tuning;

/// <summary>The verb, with real trainings of a small shop.</summary>
[Collection("libtorch")]
public sealed class TuneVerbTests(ResumableShop shop) : IClassFixture<ResumableShop>, IDisposable
{
    private const string Tune =
        """
        "tune": {"trials": 4, "space": {"learning_rate": {"from": 0.001, "to": 0.01, "scale": "log"},
                 "blocks": {"from": 1, "to": 2}, "memory.lambda": {"choices": [50, 200]}}},
        """;
    private readonly ScratchFolder _folder = new();

    private string Settings
    {
        get
        {
            File.WriteAllText(
                _folder["settings.json"],
                File.ReadAllText(shop.SettingsFile)
                    .Replace("\"seed\": 11,", $"\"seed\": 11,{Tune}", StringComparison.Ordinal)
                    .Replace("\"max_epochs\": 20", "\"max_epochs\": 4", StringComparison.Ordinal)
            );
            return _folder["settings.json"];
        }
    }

    private string[] Arguments(string name) =>
        ["tune", "--settings", Settings, "--dataset", shop["dataset"], "--out", _folder[name], "--figures", _folder["figures.json"]];

    [Fact]
    public async Task Killed_between_and_inside_trials_it_ends_in_the_bytes_of_an_undisturbed_search()
    {
        var output = Tool.Succeed(Arguments("undisturbed"));
        Assert.Contains("trial 0: the settings as they are", output, StringComparison.Ordinal);
        Assert.Contains("trials\": 4", File.ReadAllText(_folder["figures.json"]), StringComparison.Ordinal);

        foreach (var line in new[] { "  epoch   2 ", "trial 1: score", "  epoch   3 " })
        {
            using var killed = ModelProcess.Tool(Arguments("killed"));
            Assert.StartsWith(line, (await killed.ReadToAsync(line))[^1], StringComparison.Ordinal);
            killed.Kill();
            Assert.Equal(137, (await killed.EndAsync()).Code);
        }
        using var last = ModelProcess.Tool(Arguments("killed"));
        var (code, rest, error) = await last.EndAsync();

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("  resuming after epoch 3", rest, StringComparison.Ordinal);
        Assert.Equal(ContentHash.OfFolder(_folder["undisturbed"]), ContentHash.OfFolder(_folder["killed"]));
        Assert.Equal(["killed"], Directory.GetFileSystemEntries(_folder.Root, "killed*").Select(Path.GetFileName));
        Assert.Contains("4 trials are done already", Tool.Succeed(Arguments("killed")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_trial_measures_what_Train_measures_and_the_test_part_has_no_say_in_it()
    {
        var settings = shop.Settings with { Train = shop.Settings.Train with { MaxEpochs = 2 } };
        TrialOutcome Run(Dataset dataset) =>
            new TrialTraining(
                dataset,
                new TrainingStateFile(_folder["none"], TimeProvider.System, _ => { }),
                _ => { },
                (_, _, _) => { }
            ).Run(settings);
        var log = new List<string>();
        using (
            var trained = FirstTraining.Run(
                shop.Dataset,
                settings,
                log.Add,
                new TrainingStateFile(_folder["train"], TimeProvider.System, _ => { }),
                (_, _, _) => { }
            )
        )
            NeighbourTraining.Fit(trained.Measured, shop.Dataset, settings, log.Add);
        var (kept, blend) = (
            log.Single(line => line.StartsWith("keeping epoch ", StringComparison.Ordinal)),
            log.Single(line => line.StartsWith("blend of ", StringComparison.Ordinal))
        );

        var outcome = Run(shop.Dataset);
        Assert.Equal($"keeping epoch {outcome.BestEpoch}", kept);
        Assert.EndsWith(FormattableString.Invariant($"{outcome.Figures[TrialScore.Blended]:F4} blended"), blend, StringComparison.Ordinal);
        Assert.InRange(outcome.Figures[TrialScore.Blended], 0.01, 1);
        var other = Run(WithoutTestPart());
        Assert.Equal(outcome.Figures, other.Figures);
        Assert.Equal((outcome.Epochs, outcome.BestEpoch), (other.Epochs, other.BestEpoch));
    }

    private Dataset WithoutTestPart()
    {
        Directory.CreateDirectory(_folder["cut"]);
        foreach (var file in Directory.GetFiles(shop["dataset"], "*.tsv"))
        {
            var lines = File.ReadAllLines(file);
            var left = lines.Where(line => !line.EndsWith("\t" + Tables.TestPart, StringComparison.Ordinal)).ToArray();
            if (Path.GetFileName(file) == Tables.Events) Assert.True(left.Length < lines.Length);
            File.WriteAllText(Path.Combine(_folder["cut"], Path.GetFileName(file)), string.Join('\n', left) + "\n");
        }
        SmallDataset.Seal(_folder["cut"], shop.Dataset.Products.Length);
        return Dataset.Load(_folder["cut"]);
    }

    public void Dispose() => _folder.Dispose();
}
