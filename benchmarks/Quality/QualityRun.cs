using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;

namespace Recsys.Quality;

/// <summary>
/// Measures run after run; each leaves its <c>result.json</c> when it is complete, so that what was stopped goes on with the next.
/// </summary>
public sealed class QualityRun(QualityPlace place)
{
    private const string LoadFile = "/proc/loadavg";

    /// <summary>Settings files beside the tool.</summary>
    private static string SettingsFolder => Path.Combine(AppContext.BaseDirectory, "settings");

    /// <summary>Measures the runs of a dataset that are wanted, unless its files are missing (said aloud).</summary>
    /// <param name="dataset">To be measured.</param>
    /// <param name="wanted">Whether a run of a cell is.</param>
    public void Measure(IQualityDataset dataset, Func<Cell, CellRun, bool> wanted)
    {
        var missing = dataset.Files.Where(file => !File.Exists(Path.Combine(place.Data, file))).ToList();
        if (missing.Count > 0)
        {
            place.Log(
                $"{dataset.Name}: SKIPPED, {string.Join(", ", missing.Select(file => Path.Combine(place.Data, file)))} missing. Remedy: "
                    + $"{dataset.Source}"
            );
            return;
        }
        foreach (var cell in dataset.Cells)
            foreach (var run in cell.Runs.Where(run => wanted(cell, run))) Measure(dataset, cell, run);
    }

    private void Measure(IQualityDataset dataset, Cell cell, CellRun one)
    {
        var name = $"{dataset.Name}/{cell.Name}/{one.Name}";
        var own = SettingsFile.Read(Path.Combine(SettingsFolder, dataset.Name + ".json"));
        var settings = cell.Settings(own with { Seed = own.Seed + one.SeedOffset });
        var inputs = ContentHash.OfText(
            string.Join(
                '\n',
                [
                    SettingsHash.Of(settings),
                    one.Shuffle.ToString(CultureInfo.InvariantCulture),
                    place.Users.ToString(CultureInfo.InvariantCulture),
                    .. place.Baselines ? ["baselines"] : Array.Empty<string>(),
                    .. dataset.Files.Select(file => ContentHash.OfFile(Path.Combine(place.Data, file))),
                ]
            )
        );
        var folder = Path.Combine(place.Results, dataset.Name, cell.Name, one.Name);
        var file = Path.Combine(folder, QualityResult.FileName);
        if (Kept(file) is { } kept && kept.Inputs == inputs)
        {
            place.Log($"{name}: measured already{(kept.Code == place.Code ? "" : ", by other code")}; remove {file} to measure again");
            return;
        }
        place.Log($"{name} …");
        Directory.CreateDirectory(folder);
        File.Delete(file); // what is measured from here on is not what it says
        var run = new DatasetRun(place, folder, settings);
        if (Load() is { } before) run.Facts["load_before"] = before;
        var scored = cell.Measure(run, one);
        if (Load() is { } after) run.Facts["load_after"] = after;
        AtomicFile.Write(file, ArtifactJson.Serialize(new QualityResult
        {
            Code = place.Code,
            Inputs = inputs,
            Seed = settings.Seed,
            Facts = run.Facts,
            Scores = scored.Scores,
            Task = scored.Task,
            Catalogue = scored.Catalogue,
            Depth = scored.Depth,
        }));
        place.Log($"{name}: done, {file}");
    }

    // Processes that want a core, mean of five minutes; where the system says it.
    private static double? Load() =>
        File.Exists(LoadFile) ? double.Parse(File.ReadAllText(LoadFile).Split(' ')[1], CultureInfo.InvariantCulture) : null;

    private static QualityResult? Kept(string file)
    {
        try
        {
            return ArtifactJson.Read<QualityResult>(file) is { FormatVersion: QualityResult.CurrentVersion } result ? result : null;
        }
        catch (ArtifactException)
        {
            return null; // there is none, or none of this form
        }
    }
}
