using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;

namespace Recsys.Quality;

/// <summary>Measures datasets one after another; each leaves <c>&lt;out&gt;/&lt;name&gt;/result.json</c> when it is complete.</summary>
/// <param name="data">Folder of the public datasets.</param>
/// <param name="results">Folder of the results.</param>
/// <param name="users">Users taken, the first ones; 0 for all.</param>
/// <param name="baselines">Baselines only.</param>
/// <param name="log">Told what happens.</param>
public sealed class QualityRun(string data, string results, int users, bool baselines, Action<string> log)
{
    /// <summary>Settings files beside the tool.</summary>
    private static string SettingsFolder => Path.Combine(AppContext.BaseDirectory, "settings");

    /// <summary>Hash over the compiled code that measures and is measured.</summary>
    public static string Code { get; } =
        ContentHash.OfText(
            string.Join(
                '\n',
                Directory.GetFiles(AppContext.BaseDirectory, "Recsys.*.dll").Order(StringComparer.Ordinal).Select(ContentHash.OfFile)
            )
        );

    /// <summary>Measures a dataset, unless its files are missing (said aloud) or its result is there already.</summary>
    public void Measure(IQualityDataset dataset)
    {
        var missing = dataset.Files.Where(file => !File.Exists(Path.Combine(data, file))).ToList();
        if (missing.Count > 0)
        {
            log(
                $"{dataset.Name}: SKIPPED, {string.Join(", ", missing.Select(file => Path.Combine(data, file)))} missing. Remedy: "
                    + $"{dataset.Source}"
            );
            return;
        }
        var settings = SettingsFile.Read(Path.Combine(SettingsFolder, dataset.Name + ".json"));
        var inputs = ContentHash.OfText(
            string.Join(
                '\n',
                [
                    SettingsHash.Of(settings),
                    users.ToString(CultureInfo.InvariantCulture),
                    .. baselines ? ["baselines"] : Array.Empty<string>(),
                    .. dataset.Files.Select(file => ContentHash.OfFile(Path.Combine(data, file))),
                ]
            )
        );
        var folder = Path.Combine(results, dataset.Name);
        var file = Path.Combine(folder, QualityResult.FileName);
        if (Kept(file) is { } kept && kept.Inputs == inputs)
        {
            log($"{dataset.Name}: measured already{(kept.Code == Code ? "" : ", by other code")}; remove {file} to measure again");
            return;
        }
        log($"{dataset.Name}: {dataset.Title}");
        Directory.CreateDirectory(folder);
        File.Delete(file); // what is measured from here on is not what it says
        var run = new DatasetRun(data, folder, settings, users, baselines, log);
        var sections = dataset.Measure(run);
        AtomicFile.Write(file, ArtifactJson.Serialize(new QualityResult
        {
            Name = dataset.Name,
            Title = dataset.Title,
            Code = Code,
            Inputs = inputs,
            Seed = settings.Seed,
            Facts = run.Facts,
            Sections = [.. sections],
        }));
        log($"{dataset.Name}: done, {file}");
    }

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
