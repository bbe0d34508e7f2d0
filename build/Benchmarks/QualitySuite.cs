using Recsys.Build.Pipeline;
using Recsys.Build.Tools;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Steps;

namespace Recsys.Build.Benchmarks;

/// <summary>How good the models are on public datasets, beside what else there is, each figure with its interval.</summary>
public sealed class QualitySuite(BuildContext context) : IBenchmarkSuite
{
    public const string SuiteName = "quality", OnlyName = "only";

    /// <summary>Names the folder of the public datasets where <c>--data</c> does not.</summary>
    public const string DataVariable = "RECSYS_BENCHMARK_DATA";

    public string Name => SuiteName;

    public BenchmarkResult Run(ArtifactLayout layout, TimeProvider clock)
    {
        var results = Path.Combine(layout.Root, SuiteName);
        new ModelTool(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools).Run(
            new ModelToolSettings
            {
                Verb = null,
                Assembly = ModelBuild.EnsureQuality(context),
                Options =
                [
                    ("data", DataFolder()),
                    ("out", results),
                    .. context.Arguments.GetArguments(OnlyName).Select(only => (OnlyName, only)),
                ],
                EnvironmentVariables = ParentProcess.Variables(),
            }
        );
        var measured = Directory.Exists(results)
            ? Directory
                .GetFiles(results, QualityResult.FileName, SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file => (Folder: Path.GetDirectoryName(file)!, Result: ArtifactJson.Read<QualityResult>(file)))
                .ToList()
            : [];
        if (measured.Count == 0)
            throw new FaultException(
                $"No public dataset was measured. Remedy: see above which files are missing, and name their folder with --data=FOLDER or "
                    + $"{DataVariable}."
            );
        var result = QualityPage.Of(measured);
        AtomicFile.Write(Path.Combine(results, "quality.json"), QualityPage.Json(result));
        return result;
    }

    private string DataFolder()
    {
        if (context.Arguments.GetArguments("data").LastOrDefault() is not null)
            return context.Settings.Data.Folder;
        if (Environment.GetEnvironmentVariable(DataVariable) is { Length: > 0 } folder)
            return Path.GetFullPath(folder, SettingsArguments.CallerDirectory(context.Root));
        context.Outcome.Record(OutcomeKind.SettingsWrong);
        throw new FaultException(
            new SettingsException([
                new SettingsMistake(
                    "",
                    "--data",
                    $"the suite needs public datasets, which are not part of the repository. Remedy: name their folder with --data=FOLDER "
                        + $"or {DataVariable}."
                ),
            ]).Message
        );
    }
}
