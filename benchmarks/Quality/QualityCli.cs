using System.CommandLine;
using System.Diagnostics;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Text;
using Recsys.Model.Commands;
using Recsys.Model.Ingest;

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
            Description = "Folder for what is made and measured; finished datasets in it are kept.",
            HelpName = "FOLDER",
            Required = true,
        };
        var only = new Option<string[]>("--only")
        {
            Description = $"Datasets to run: {string.Join(", ", Datasets.Select(dataset => dataset.Name))}.",
            AllowMultipleArgumentsPerToken = true,
        };
        var users = new Option<int>("--users") { Description = "Take the first users only, to try the suite itself; 0 for all." };
        var baselines = new Option<bool>("--baselines") { Description = "Score the baselines only, without any training." };
        var root = new RootCommand("Measures the pipeline on public datasets.") { data, results, only, users, baselines };
        root.SetAction(parsed =>
        {
            ParentWatch.Start();
            var names = (parsed.GetValue(only) ?? [])
                .SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .ToArray();
            var unknown = names
                .Where(name => Datasets.All(dataset => dataset.Name != name))
                .Select(name => new SettingsMistake("", "--only", Unknown(name)))
                .ToArray();
            if (unknown.Length > 0)
                throw new SettingsException(unknown);
            var run = new QualityRun(
                Path.GetFullPath(parsed.GetRequiredValue(data)),
                Path.GetFullPath(parsed.GetRequiredValue(results)),
                parsed.GetValue(users),
                parsed.GetValue(baselines),
                output.WriteLine
            );
            foreach (var dataset in Datasets.Where(dataset => names.Length == 0 || names.Contains(dataset.Name)))
                run.Measure(dataset);
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

    private static string Unknown(string name) =>
        $"there is no dataset "
            + $"{name}.{(NearestName.Of(name, Datasets.Select(dataset => dataset.Name)) is { } near ? $" Did you mean {near}?" : "")} "
            + $"Datasets: {string.Join(", ", Datasets.Select(dataset => dataset.Name))}.";
}
