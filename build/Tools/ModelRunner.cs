using System.Text.Json;
using Cake.Core;
using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Settings;
using Recsys.Steps;

namespace Recsys.Build.Tools;

/// <summary>Calls the model tool on one shop, compiled where its sources changed.</summary>
/// <param name="cake">Of the checkout.</param>
/// <param name="hashes">Hashes of its files.</param>
/// <param name="settings">Of the shop; written where the tool reads them.</param>
/// <param name="layout">The shop's artefacts.</param>
/// <param name="outcome">Where it is recorded that the tool found the settings wrong.</param>
public sealed class ModelRunner(ICakeContext cake, HashMemo hashes, RecsysSettings settings, ArtifactLayout layout, Outcome outcome)
{
    /// <summary>Compiles the tool where its sources changed.</summary>
    public void Compile() => ModelBuild.Ensure(cake, hashes);

    /// <returns>The figures that the tool leaves.</returns>
    /// <exception cref="Recsys.Contracts.Faults.FaultException">The tool failed; in its own words.</exception>
    public SortedDictionary<string, double> Call(string verb, IReadOnlyList<(string Name, string Value)> options)
    {
        SettingsFile.Write(layout.Settings, settings);
        var figures = Path.Combine(layout.Root, $"{verb}.figures.json");
        File.Delete(figures);
        try
        {
            new ModelTool(cake.FileSystem, cake.Environment, cake.ProcessRunner, cake.Tools).Run(new ModelToolSettings
            {
                Verb = verb,
                Assembly = ModelBuild.Ensure(cake, hashes),
                Options = [("settings", layout.Settings), .. options, ("figures", figures)],
                EnvironmentVariables = ParentProcess.Variables(),
            });
        }
        catch (SettingsException e)
        {
            outcome.Record(OutcomeKind.SettingsWrong);
            throw new FaultException($"The settings do not fit the tables:{Environment.NewLine}{e.Message}", e);
        }
        if (!File.Exists(figures)) return [];
        var read = JsonSerializer.Deserialize<SortedDictionary<string, double>>(File.ReadAllText(figures));
        File.Delete(figures);
        return read ?? [];
    }
}
