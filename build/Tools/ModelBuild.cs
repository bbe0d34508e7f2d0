using System.Runtime.InteropServices;
using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.MSBuild;
using Cake.Core;
using Recsys.Build.Pipeline;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Tools;

/// <summary>Compiles the Model tool when its sources changed since it was last compiled here.</summary>
public static class ModelBuild
{
    /// <summary>Source folders of the tool.</summary>
    public static readonly string[] Sources = ["src/Model", "src/Engine", "src/Contracts"];

    /// <summary>The version of the code that makes a bundle.</summary>
    public static string Version(string root, HashMemo hashes) => SourceHash.Of(root, hashes, Sources);

    /// <returns>The compiled assembly.</returns>
    public static string Ensure(BuildContext context)
    {
        var assembly = Path.Combine(context.Root, "src", "Model", "bin", "Release", "net10.0", RuntimeInformation.RuntimeIdentifier, "Recsys.Model.dll");
        var stamp = Path.Combine(context.Root, ".build", "model.hash");
        var version = Version(context.Root, context.Hashes);
        if (File.Exists(assembly) && File.Exists(stamp) && File.ReadAllText(stamp) == version) return assembly;
        context.Say("Compiling the model tool …");
        // "dotnet build" prints its summary however quiet it is told to be; this is the same without.
        var settings = new DotNetMSBuildSettings { NoLogo = true, Verbosity = DotNetVerbosity.Quiet, ArgumentCustomization = arguments => arguments.Append("-restore") };
        using var guard = OrphanGuard.Start();
        context.DotNetMSBuild(Path.Combine(context.Root, "src", "Model", "Model.csproj"), settings.WithProperty("Configuration", "Release"));
        AtomicFile.Write(stamp, version);
        return assembly;
    }
}
