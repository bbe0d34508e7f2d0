using System.Text.Json;
using Cake.Core;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;
using Recsys.Steps;

namespace Recsys.Build.Tools;

/// <summary>Calls the model tool on one shop, compiled where its sources changed.</summary>
/// <param name="cake">Of the checkout.</param>
/// <param name="hashes">Hashes of its files.</param>
/// <param name="settings">Of the shop; written where the tool reads them.</param>
/// <param name="layout">The shop's artefacts.</param>
public sealed class ModelRunner(ICakeContext cake, HashMemo hashes, RecsysSettings settings, ArtifactLayout layout)
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
        new ModelTool(cake.FileSystem, cake.Environment, cake.ProcessRunner, cake.Tools).Run(new ModelToolSettings
        {
            Verb = verb,
            Assembly = ModelBuild.Ensure(cake, hashes),
            Options = [("settings", layout.Settings), .. options, ("figures", figures)],
            EnvironmentVariables = ParentProcess.Variables(),
        });
        if (!File.Exists(figures)) return [];
        var read = JsonSerializer.Deserialize<SortedDictionary<string, double>>(File.ReadAllText(figures));
        File.Delete(figures);
        return read ?? [];
    }
}
