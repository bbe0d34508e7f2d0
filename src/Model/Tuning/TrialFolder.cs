using System.Globalization;
using System.Text.Json;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;

namespace Recsys.Model.Tuning;

/// <summary>
/// The trials on disk, one file each, and what is made from them: the table and the winner. A trial is written as soon as it is done;
/// trials of a search with other inputs are removed, and the log says so.
/// </summary>
public sealed class TrialFolder
{
    private readonly string _folder;
    private readonly IReadOnlyDictionary<string, string> _present;
    private readonly Action<string> _log;
    private readonly List<TuneTrial> _trials = [];

    /// <param name="folder">Of the search.</param>
    /// <param name="inputs">Everything the trials depend on.</param>
    /// <param name="present">The values in force of the settings that are tuned: path to JSON.</param>
    /// <param name="log">Told what becomes of trials found there.</param>
    public TrialFolder(
        string folder,
        SortedDictionary<string, string> inputs,
        IReadOnlyDictionary<string, string> present,
        Action<string> log
    )
    {
        (_folder, _present, _log) = (folder, present, log);
        AtomicFolder.Recover(folder);
        if (!Continues(inputs))
        {
            using var empty = new AtomicFolder(folder);
            File.WriteAllText(empty.File(TuneInputs.FileName), ArtifactJson.Serialize(new TuneInputs { Inputs = inputs }));
            Directory.CreateDirectory(empty.File(TuneTrial.Folder));
            empty.Commit();
        }
        AtomicFolder.CleanLeftovers(folder);
        AtomicFolder.CleanLeftovers(Path.Combine(folder, TuneTrial.Folder));
        Read();
        WriteSummary();
    }

    /// <summary>Done ones, in their order.</summary>
    public IReadOnlyList<TuneTrial> Trials => _trials;

    /// <summary>The best one; null while none is complete.</summary>
    public TuneTrial? Best => TuneTrial.Ranked(_trials).FirstOrDefault();

    /// <summary>Records the next trial.</summary>
    public void Add(TuneTrial trial)
    {
        AtomicFile.Write(FileOf(trial.Trial), ArtifactJson.Serialize(trial));
        _trials.Add(trial);
        WriteSummary();
    }

    private string FileOf(int trial) =>
        Path.Combine(_folder, TuneTrial.Folder, $"{trial.ToString("D4", CultureInfo.InvariantCulture)}.json");

    private bool Continues(SortedDictionary<string, string> inputs)
    {
        if (!Directory.Exists(_folder)) return false;
        try
        {
            var before = ArtifactJson.Read<TuneInputs>(Path.Combine(_folder, TuneInputs.FileName)).Inputs;
            var changes = inputs
                .Keys.Union(before.Keys)
                .Where(name => inputs.GetValueOrDefault(name) != before.GetValueOrDefault(name))
                .Order(StringComparer.Ordinal)
                .ToList();
            if (changes.Count == 0)
                return true;
            _log($"starting anew, the trials in {_folder} are of another search:");
            foreach (var name in changes)
                _log($"  {name} {before.GetValueOrDefault(name) ?? "(not set)"} → {inputs.GetValueOrDefault(name) ?? "(not set)"}");
        }
        catch (Exception e) when (e is ArtifactException or JsonException)
        {
            _log($"starting anew, {_folder} cannot be read: {e.Message}");
        }
        return false;
    }

    // What was tried later depends on what was tried before: behind a gap nothing counts.
    private void Read()
    {
        while (File.Exists(FileOf(_trials.Count)))
        {
            try
            {
                var trial = ArtifactJson.Read<TuneTrial>(FileOf(_trials.Count));
                if (
                    trial.Trial != _trials.Count
                    || trial.FormatVersion != TuneTrial.CurrentVersion
                    || !trial.Settings.Keys.SequenceEqual(_present.Keys)
                )
                    throw new ArtifactException($"{FileOf(_trials.Count)} is not the trial that belongs there.");
                _trials.Add(trial);
            }
            catch (ArtifactException e)
            {
                _log($"trial {_trials.Count} and all after it are done again: {e.Message}");
                break;
            }
        }
        foreach (
            var file in Directory.GetFiles(Path.Combine(_folder, TuneTrial.Folder)).Except(_trials.Select(trial => FileOf(trial.Trial)))
        )
            File.Delete(file);
        if (_trials.Count > 0)
            _log($"{_trials.Count} trials are done already");
    }

    private void WriteSummary()
    {
        AtomicFile.Write(Path.Combine(_folder, TuneTrial.TableFile), Tsv.Text(
            ["trial", "state", .. _present.Keys, .. TrialScore.Names, "score", "epochs", "best_epoch", "reason"], _trials.Select(Row)));
        var changed = Best?.Settings.Where(setting => setting.Value.GetRawText() != _present[setting.Key]) ?? [];
        AtomicFile.Write(
            Path.Combine(_folder, TuneTrial.WinnerFile),
            SettingsOverlay.Text(changed.Select(setting => KeyValuePair.Create(setting.Key, setting.Value.GetRawText())))
        );
    }

    private static string[] Row(TuneTrial trial) =>
        [
            Text(trial.Trial),
            trial.State,
            .. trial.Settings.Values.Select(value => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()),
            .. TrialScore.Names.Select(name => trial.Figures.TryGetValue(name, out var figure) ? Text(figure) : ""),
            Text(trial.Score),
            Text(trial.Epochs),
            Text(trial.BestEpoch),
            trial.Reason ?? "",
        ];

    private static string Text(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
