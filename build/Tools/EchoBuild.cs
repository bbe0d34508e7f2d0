using Cake.Core;
using Recsys.Build.Image;

namespace Recsys.Build.Tools;

/// <summary>Compiles the peer of the suite "serving" as the server is compiled.</summary>
/// <param name="cake">Of the checkout.</param>
public sealed class EchoBuild(ICakeContext cake)
{
    /// <returns>The program.</returns>
    public string Publish(string folder)
    {
        var root = cake.Environment.WorkingDirectory.FullPath;
        var project = Path.Combine(root, "benchmarks", "Echo", "Echo.csproj");
        new ServerPublish(cake).Publish(project, folder, new CompiledOutput(root).Apply(new()));
        return Path.GetFullPath(Path.Combine(folder, "echo"));
    }
}
