using System.Text.Json;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Tests.Support;
using Recsys.Model.Training;
using Recsys.Model.Tuning;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Tuning;

/// <summary>The search itself, with a stand-in for training whose best settings are known.</summary>
public sealed class TunerTests : IDisposable
{
    private const int Budget = 12;
    private readonly ScratchFolder _folder = new();
    private readonly List<string> _log = [];

    private static RecsysSettings Settings(int trials = Budget, string? space = null) =>
        new()
        {
            Seed = 5,
            Tune = new TuneSettings
            {
                Trials = trials,
                Space = space is null
                    ? new TuneSettings().Space
                    : JsonSerializer.Deserialize<Dictionary<string, TunedSetting>>(space, JsonSerializerOptions.Web)!,
            },
        };

    private static TrialOutcome Measure(RecsysSettings settings) => new(new(StringComparer.Ordinal)
    {
        [TrialScore.Blended] = 0.3 - Math.Abs(Math.Log10(settings.Train.LearningRate) + 2.5) / 20 - settings.Train.Dropout / 10,
        [TrialScore.Encoder] = 0.2,
        [TrialScore.Search] = 0.1,
    }, 7, 4);

    private TrialFolder Run(string name, RecsysSettings settings, Func<RecsysSettings, TrialOutcome>? run = null, string input = "1")
    {
        var space = new TuningSpace(settings);
        var folder = new TrialFolder(_folder[name], new(StringComparer.Ordinal) { ["dataset"] = input }, space.Present, _log.Add);
        new Tuner(settings, space, folder, run ?? Measure, () => { }, _log.Add).Run();
        return folder;
    }

    private string Hash(string name) => ContentHash.OfFolder(_folder[name]);

    [Fact]
    public void The_first_trial_is_the_settings_as_they_are_and_the_best_is_never_worse()
    {
        var settings = Settings();
        var trials = Run("tune", settings).Trials;
        Assert.Equal(Enumerable.Range(0, Budget), trials.Select(trial => trial.Trial));
        Assert.Equal(
            new TuningSpace(settings).Present,
            trials[0].Settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value.GetRawText()))
        );
        Assert.Equal(1, trials[0].Score!.Value, 1e-12);
        Assert.True(Run("tune", settings).Best!.Score > 1);
        Assert.Equal(
            0,
            Run(
                "worse",
                settings,
                varied =>
                    varied.Train == settings.Train
                        ? Measure(settings)
                        : Measure(varied) with
                        {
                            Figures = new()
                            {
                                [TrialScore.Blended] = 0.01,
                                [TrialScore.Encoder] = 0,
                                [TrialScore.Search] = 0.1,
                            },
                        }
            ).Best!.Trial
        );
        Assert.Equal("{}\n", File.ReadAllText(Path.Combine(_folder["worse"], TuneTrial.WinnerFile)));
    }

    [Fact]
    public void The_winner_is_an_overlay_that_settings_load()
    {
        var best = Run("tune", Settings()).Best!;
        File.WriteAllText(_folder["recsys.json"], """{"train": {"length": 20}}""");
        var loaded = SettingsLoader.Load(
            new SettingsRequest { File = _folder["recsys.json"], Overlays = [Path.Combine(_folder["tune"], TuneTrial.WinnerFile)] }
        );
        Assert.Equal(20, loaded.Train.Length);
        Assert.All(best.Settings, setting => Assert.Equal(setting.Value.GetRawText(), SettingsOverlay.Value(loaded, setting.Key)));
        var written = JsonDocument
            .Parse(File.ReadAllText(Path.Combine(_folder["tune"], TuneTrial.WinnerFile)))
            .RootElement.GetProperty("train")
            .EnumerateObject()
            .Select(member => $"train.{member.Name}");
        var present = new TuningSpace(Settings()).Present;
        Assert.Equal(
            best.Settings.Where(setting => setting.Value.GetRawText() != present[setting.Key]).Select(setting => setting.Key),
            written
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void A_search_that_stopped_ends_in_the_bytes_of_an_undisturbed_one(int at)
    {
        Run("undisturbed", Settings());
        var begun = 0;
        Assert.Throws<StopException>(() =>
            Run("stopped", Settings(), varied => begun++ == at ? throw new StopException() : Measure(varied))
        );
        File.WriteAllText(Path.Combine(_folder["stopped"], TuneTrial.TableFile + ".tmp"), "half");
        File.WriteAllText(Path.Combine(_folder["stopped"], TuneTrial.TableFile), "as if it had not been written before the stop");
        begun = 0;

        Run("stopped", Settings(), varied =>
        {
            begun++;
            return Measure(varied);
        });

        Assert.Equal(Budget - at, begun);
        Assert.Equal(Hash("undisturbed"), Hash("stopped"));
    }

    [Fact]
    public void A_raised_budget_goes_on_and_a_lowered_one_takes_nothing_away()
    {
        Run("whole", Settings());
        Run("raised", Settings(5));
        Run("raised", Settings());
        Assert.Equal(Hash("whole"), Hash("raised"));
        Run("raised", Settings(3));
        Assert.Equal(Hash("whole"), Hash("raised"));
        Assert.Contains("12 trials are done already", _log);
    }

    [Fact]
    public void A_search_with_other_inputs_starts_anew_and_says_why()
    {
        Run("tune", Settings());
        var again = 0;
        Run("tune", Settings(2), varied =>
        {
            again++;
            return Measure(varied);
        }, input: "2");
        Assert.Equal(2, again);
        Assert.Contains($"starting anew, the trials in {_folder["tune"]} are of another search:", _log);
        Assert.Contains("  dataset 1 → 2", _log);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_folder["tune"], TuneTrial.Folder)).Length);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"trial": 6, "state": "complete", "settings": {}}""")]
    public void A_damaged_trial_and_those_after_it_are_done_again(string text)
    {
        Run("undisturbed", Settings());
        Run("damaged", Settings());
        File.WriteAllText(Path.Combine(_folder["damaged"], TuneTrial.Folder, "0006.json"), text);
        Run("damaged", Settings());
        Assert.Equal(Hash("undisturbed"), Hash("damaged"));
        Assert.Contains(_log, line => line.StartsWith("trial 6 and all after it are done again", StringComparison.Ordinal));
    }

    [Fact]
    public void A_trial_that_fails_is_recorded_and_the_search_goes_on()
    {
        var trial = 0;
        var folder = Run(
            "tune",
            Settings(),
            varied =>
                trial++ switch
                {
                    0 => throw new DivergedException("the training loss became NaN."),
                    2 => throw new OutOfMemoryException("no memory\nat line 1"),
                    4 => throw new System.Runtime.InteropServices.ExternalException(
                        "DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes."
                    ),
                    _ => Measure(varied),
                }
        );
        Assert.Equal([0, 2, 4], folder.Trials.Where(one => one.State == TuneTrial.Failed).Select(one => one.Trial));
        Assert.Equal(("no memory", null), (folder.Trials[2].Reason, folder.Trials[2].Score));
        Assert.Equal(1, folder.Trials[1].Score!.Value, 1e-12); // the first that is complete
        var rows = Tsv.Read(
                Path.Combine(_folder["tune"], TuneTrial.TableFile),
                Tsv.ReadHeader(Path.Combine(_folder["tune"], TuneTrial.TableFile))
            )
            .ToList();
        Assert.Equal((Budget, "failed", "the training loss became NaN."), (rows.Count, rows[0][1], rows[0][^1]));
    }

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(0.0, false)]
    public void The_search_counts_only_where_it_is_trained_for(double weight, bool counts)
    {
        var settings = Settings(2) with { Train = new TrainSettings { SearchWeight = weight } };
        var trial = 0;
        var trials = Run(
            "tune",
            settings,
            varied =>
                Measure(settings) with
                {
                    Figures = new()
                    {
                        [TrialScore.Blended] = 0.3,
                        [TrialScore.Encoder] = 0.2,
                        [TrialScore.Search] = 0.1 * ++trial,
                    },
                }
        ).Trials;
        Assert.Equal(counts, trials[1].Score > 1.1);
        Assert.True(counts || trials[1].Score == 1);
    }

    [Fact]
    public void Another_fault_ends_the_search() =>
        Assert.Throws<IOException>(() => Run("tune", Settings(), _ => throw new IOException("no room")));

    [Fact]
    public void Where_every_trial_fails_that_is_a_fault_and_they_are_recorded()
    {
        var error = Assert.Throws<ArtifactException>(() =>
            Run("tune", Settings(3), _ => throw new DivergedException("the loss became NaN."))
        );
        Assert.StartsWith("all 3 trials failed; the last one: the loss became NaN. Remedy: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(Path.Combine(_folder["tune"], TuneTrial.Folder)).Length);
    }

    [Fact]
    public void Every_trial_is_valid_as_a_whole_and_none_comes_twice()
    {
        var settings = Settings(
            9,
            """{"heads": {"choices": [1, 2, 3]}, "dimensions": {"choices": [32, 64, 96]}, "blocks": {"from": 1, "to": 2}}"""
        );
        var trials = Run("tune", settings).Trials;
        Assert.All(
            trials,
            trial => Assert.Equal(0, trial.Settings["train.dimensions"].GetInt32() % trial.Settings["train.heads"].GetInt32())
        );
        Assert.Equal(9, trials.DistinctBy(trial => string.Join(' ', trial.Settings.Values)).Count());
    }

    [Fact]
    public void A_space_that_is_used_up_ends_the_search()
    {
        var trials = Run(
            "tune",
            Settings(50, """{"blocks": {"from": 1, "to": 3}, "memory.weights": {"choices": ["ease", "knn"]}}"""),
            _ => Measure(new())
        ).Trials;
        Assert.Equal(6, trials.Count);
        Assert.Contains("tune.space holds nothing more to try: the search ends after 6 trials", _log);
    }

    [Fact]
    public void A_space_without_a_valid_combination_is_an_error_that_says_which_rule_is_broken()
    {
        var settings = Settings(3, """{"dimensions": {"choices": [32, 64]}}""");
        var error = Assert.Throws<ArtifactException>(() =>
            Run("tune", settings with { Train = settings.Train with { Dimensions = 96, Heads = 3 } })
        );
        Assert.Contains("heads do not divide", error.Message, StringComparison.Ordinal);
        Assert.Contains("Remedy: change tune.space", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private sealed class StopException : Exception;
}
