using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.MSBuild;
using Cake.Core;
using Cake.Core.Diagnostics;
using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Steps;

namespace Recsys.Build.Tools;

/// <summary>Compiles the Model tool when its sources changed since it was last compiled here.</summary>
public static class ModelBuild
{
    /// <summary>Source folders of the tool.</summary>
    public static readonly string[] Sources = ["src/Model", "src/Engine", "src/Settings", "src/Contracts"];

    /// <summary>The version of the code that makes a bundle.</summary>
    public static string Version(string root, HashMemo hashes) => SourceHash.Of(root, hashes, Sources);

    /// <returns>The compiled assembly.</returns>
    public static string Ensure(ICakeContext cake, HashMemo hashes) =>
        Ensure(cake, hashes, "src/Model", "Recsys.Model.dll", "model", Sources);

    /// <summary>The same for the tool of the suite "quality".</summary>
    public static string EnsureQuality(ICakeContext cake, HashMemo hashes) =>
        Ensure(cake, hashes, "benchmarks/Quality", "Recsys.Quality.dll", "quality", [.. Sources, "benchmarks"]);

    /// <summary>Takes the tool for compiled: the start script has compiled it from the sources as they are.</summary>
    public static void Adopt(string root, HashMemo hashes)
    {
        var (stamp, version) = (Stamp(root, "model"), Version(root, hashes));
        if (!File.Exists(stamp) || File.ReadAllText(stamp) != version) AtomicFile.Write(stamp, version);
    }

    private static string Stamp(string root, string stamped) => Path.Combine(root, ".build", $"{stamped}.hash");

    private static string Ensure(
        ICakeContext cake, HashMemo hashes, string project, string name, string stamped, string[] sources)
    {
        var root = cake.Environment.WorkingDirectory.FullPath;
        var compiled = new CompiledOutput(root);
        var assembly = compiled.Assembly(project, name);
        var stamp = Stamp(root, stamped);
        var version = SourceHash.Of(root, hashes, sources);
        if (File.Exists(assembly) && File.Exists(stamp) && File.ReadAllText(stamp) == version) return assembly;
        cake.Log.Information("{0}", $"Compiling the {stamped} tool …");
        // "dotnet build" prints its summary however quiet it is told to be; this is the same without.
        var settings = new DotNetMSBuildSettings
        {
            NoLogo = true,
            Verbosity = DotNetVerbosity.Quiet,
            ArgumentCustomization = arguments => arguments.Append("-restore"),
        };
        void Say(string line) => cake.Log.Information("{0}", line);
        using var heartbeat = new Heartbeat(TimeProvider.System, Say, $"compiling the {stamped} tool");
        using var guard = OrphanGuard.Start();
        cake.DotNetMSBuild(
            Path.Combine(root, project, $"{Path.GetFileName(project)}.csproj"),
            compiled.Apply(settings).WithProperty("Configuration", "Release")
        );
        AtomicFile.Write(stamp, version);
        return assembly;
    }
}
