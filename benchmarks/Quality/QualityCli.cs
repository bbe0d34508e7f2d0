using System.CommandLine;
using System.Diagnostics;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Text;
using Recsys.Model.Commands;
using Recsys.Model.Ingest;
using Recsys.Steps;

namespace Recsys.Quality;

/// <summary>The command line: which public datasets are measured, where they lie, and where the figures go.</summary>
public static class QualityCli
{
    private static readonly IQualityDataset[] Datasets =
    [
        .. SequenceDataset.All,
        .. OnlineRetailDataset.All,
        new HomeDepotDataset(),
        new ChineseTitlesDataset(),
        new PriceRunnerDataset(),
    ];

    /// <returns>0 done; 1 a fault; 2 the command line or settings are wrong.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var data = new Option<string>("--data")
        {
            Description = "Folder with a folder for each public dataset.",
            HelpName = "FOLDER",
            Required = true,
        };
        var results = new Option<string>("--out")
        {
            Description = "Folder for what is made and measured; finished runs in it are kept.",
            HelpName = "FOLDER",
            Required = true,
        };
        var only = new Option<string[]>("--only")
        {
            Description =
                $"What to run: a dataset ({string.Join(", ", Datasets.Select(dataset => dataset.Name))}), dataset/cell, or "
                    + "dataset/cell/run.",
            AllowMultipleArgumentsPerToken = true,
        };
        var users = new Option<int>("--users") { Description = "Take the first users only, to try the suite itself; 0 for all." };
        var baselines = new Option<bool>("--baselines") { Description = "Score the baselines only, without any training." };
        var code = new Option<string?>("--code")
        {
            Description = "Version of the Model tool in the keys of its steps; default: a hash of what is compiled here.",
            HelpName = "HASH",
        };
        var root = new RootCommand("Measures the pipeline on public datasets.") { data, results, only, users, baselines, code };
        root.SetAction(parsed =>
        {
            ParentWatch.Start();
            var names = (parsed.GetValue(only) ?? [])
                .SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .ToArray();
            var known = Datasets.SelectMany(Names).ToHashSet(StringComparer.Ordinal);
            var unknown = names
                .Where(name => !known.Contains(name))
                .Select(name => new SettingsMistake("", "--only", Unknown(name, known)))
                .ToArray();
            if (unknown.Length > 0)
                throw new SettingsException(unknown);
            var place = new QualityPlace(
                Path.GetFullPath(parsed.GetRequiredValue(data)),
                Path.GetFullPath(parsed.GetRequiredValue(results)),
                parsed.GetValue(code) ?? Compiled,
                parsed.GetValue(users),
                parsed.GetValue(baselines),
                CacheSettings.Read(Environment.GetEnvironmentVariable, Environment.CurrentDirectory),
                output.WriteLine
            );
            AtomicFile.Write(
                Path.Combine(place.Results, QualityIndex.FileName),
                ArtifactJson.Serialize(
                    new QualityIndex([.. Datasets.SelectMany(dataset => dataset.Cells.Select(cell => cell.Of(dataset)))])
                )
            );
            var run = new QualityRun(place);
            foreach (var dataset in Datasets.Where(one => names.Length == 0 || names.Any(name => name.Split('/')[0] == one.Name)))
                run.Measure(
                    dataset,
                    (cell, one) =>
                        names.Length == 0
                        || names.Any(name =>
                            name == dataset.Name
                            || name == $"{dataset.Name}/{cell.Name}"
                            || name == $"{dataset.Name}/{cell.Name}/{one.Name}"
                        )
                );
            return 0;
        });
        try
        {
            var parsed = root.Parse(arguments);
            if (parsed.Errors.Count == 0)
                return parsed.Invoke(
                    new InvocationConfiguration
                    {
                        EnableDefaultExceptionHandler = false,
                        Output = output,
                        Error = error,
                    }
                );
            foreach (var mistake in parsed.Errors)
                error.WriteLine($"error: {mistake.Message} Remedy: see --help.");
            return 2;
        }
        catch (SettingsException e)
        {
            foreach (var mistake in e.Mistakes) error.WriteLine($"error: {mistake}");
            return 2;
        }
        catch (Exception e)
            when (e
                    is ParentException
                        or ArtifactException
                        or DataException
                        or IOException
                        or UnauthorizedAccessException
                        or UnreachableException
            )
        {
            error.WriteLine($"error: {e.Message}");
            return 1;
        }
    }

    private static string Compiled =>
        ContentHash.OfText(
            string.Join(
                '\n',
                Directory.GetFiles(AppContext.BaseDirectory, "Recsys.*.dll").Order(StringComparer.Ordinal).Select(ContentHash.OfFile)
            )
        );

    private static IEnumerable<string> Names(IQualityDataset dataset) =>
        dataset
            .Cells.SelectMany(cell =>
                cell.Runs.Select(run => $"{dataset.Name}/{cell.Name}/{run.Name}").Prepend($"{dataset.Name}/{cell.Name}")
            )
            .Prepend(dataset.Name);

    private static string Unknown(string name, IReadOnlyCollection<string> known) =>
        $"there is no {name}.{(NearestName.Of(name, known) is { } near ? $" Did you mean {near}?" : "")} "
            + $"Remedy: name a dataset ({string.Join(", ", Datasets.Select(dataset => dataset.Name))}), one of its cells as dataset/cell, "
            + "or one run as dataset/cell/run.";
}
