using Cake.Core;
using Recsys.Build.Arguments;
using Recsys.Build.Run;
using Recsys.Build.Tools;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Settings;
using Recsys.Steps;

namespace Recsys.Build.Benchmarks;

/// <summary>How good the models are on public datasets, beside what else there is, each figure with its interval.</summary>
/// <param name="cake">Of the checkout.</param>
/// <param name="hashes">Hashes of its files.</param>
/// <param name="settings">Name the folder of the datasets.</param>
/// <param name="outcome">Told where nobody named it.</param>
public sealed class QualitySuite(ICakeContext cake, HashMemo hashes, RecsysSettings settings, Outcome outcome) : IBenchmarkSuite
{
    public const string SuiteName = "quality";

    /// <summary>Names the folder of the public datasets where <c>--data</c> does not.</summary>
    public const string DataVariable = "RECSYS_BENCHMARK_DATA";

    public string Name => SuiteName;

    public BenchmarkResult Run(ArtifactLayout layout, TimeProvider clock)
    {
        var results = Path.Combine(layout.Root, SuiteName);
        new ModelTool(cake.FileSystem, cake.Environment, cake.ProcessRunner, cake.Tools).Run(
            new ModelToolSettings
            {
                Verb = null,
                Assembly = ModelBuild.EnsureQuality(cake, hashes),
                Options =
                [
                    ("data", DataFolder()),
                    ("out", results),
                    ("code", ModelBuild.Version(cake.Environment.WorkingDirectory.FullPath, hashes)),
                    .. cake.Arguments.GetArguments(ArgumentNames.Only).Select(only => (ArgumentNames.Only, only)),
                ],
                EnvironmentVariables = ParentProcess.Variables(),
            }
        );
        var result = QualityPage.Of(results);
        AtomicFile.Write(Path.Combine(results, "quality.json"), QualityPage.Json(result));
        return result;
    }

    private string DataFolder()
    {
        if (cake.Arguments.GetArguments("data").LastOrDefault() is not null)
            return settings.Data.Folder;
        if (Environment.GetEnvironmentVariable(DataVariable) is { Length: > 0 } folder)
            return Path.GetFullPath(folder, SettingsArguments.CallerDirectory(cake.Environment.WorkingDirectory.FullPath));
        outcome.Record(OutcomeKind.SettingsWrong);
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
