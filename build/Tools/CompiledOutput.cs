using System.Runtime.InteropServices;
using Cake.Common.Tools.DotNet.MSBuild;

namespace Recsys.Build.Tools;

/// <summary>
/// Where what a run starts is compiled to: a folder of its own, without analyzers. The tests compile everything once more and with them, so
/// that a run need not wait for them, and never overwrite the build that runs them.
/// </summary>
/// <param name="root">The repository.</param>
public sealed class CompiledOutput(string root)
{
    /// <summary>Set by the start scripts: build and model tool were compiled from the sources as they are.</summary>
    public const string Variable = "RECSYS_COMPILED";

    /// <summary>The layout of artefacts of the .NET SDK begins here.</summary>
    public string Folder => Path.Combine(root, ".build", "compiled");

    /// <returns>A project's assembly, compiled or not.</returns>
    public string Assembly(string project, string name) =>
        Path.Combine(Folder, "bin", Path.GetFileName(project), $"release_{RuntimeInformation.RuntimeIdentifier}", name);

    /// <returns>The settings, with what compiles to here.</returns>
    public DotNetMSBuildSettings Apply(DotNetMSBuildSettings settings) =>
        settings.WithProperty("ArtifactsPath", Folder).WithProperty("RunAnalyzers", "false");
}
