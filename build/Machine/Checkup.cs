using Recsys.Build.Docker;
using Recsys.Build.Image;
using Recsys.Build.Kubernetes;
using Recsys.Build.Local;
using Recsys.Build.Pipeline;
using Recsys.Contracts.Artifacts;
using Recsys.Steps;

namespace Recsys.Build.Machine;

/// <summary>Looks over the whole machine for one shop's settings, changing nothing.</summary>
public static class Checkup
{
    /// <returns>Findings, in the order in which a run meets them.</returns>
    public static async Task<IReadOnlyList<Finding>> Of(BuildContext context, IMeter meter)
    {
        var (toolchain, room) = (new Toolchain(context, ElfDependencies.OfThisMachine()), new Room(meter));
        var surroundings = new Surroundings(context.Settings.Deploy);
        IReadOnlyList<Finding> compiled = OperatingSystem.IsLinux()
            ? [toolchain.Linker(), toolchain.CppRuntime(), toolchain.ImageLibraries()]
            :
            [
                new(
                    "System",
                    Fitness.Limited,
                    $"{Environment.OSVersion.Platform}: everything up to Verify runs here; the image is made of Linux libraries",
                    "run ./build.sh inside WSL or a Linux container with the .NET SDK"
                ),
            ];
        return
        [
            toolchain.Sdk(),
            .. compiled,
            room.Processors(context.Settings.Threads),
            room.Memory(Peak(context.Layout)),
            .. room.Disks(Needs(context)),
            surroundings.Docker(new DockerEngine(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools)),
            surroundings.Ports(() => Preflight.RequireFreePorts(context.Settings.Deploy, DeploymentFile.Read(context.Layout.Deploy))),
            await surroundings.Cluster(new KubeContext(context.Environment)),
        ];
    }

    private static List<DiskNeed> Needs(BuildContext context)
    {
        var needs = new List<DiskNeed>
        {
            new(context.Root, "checkout", Room.CheckoutGiB),
            new(context.Layout.Root, "artefacts", Room.ArtifactsGiB),
        };
        var packages = context.Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } moved
            ? moved
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        if (!Directory.Exists(packages) || Directory.GetDirectories(packages, "libtorch-cpu-*").Length == 0)
            needs.Add(new(packages, "packages", Room.PackagesGiB));
        var cache = CacheSettings.Read(context.Environment.GetEnvironmentVariable, SettingsArguments.CallerDirectory(context.Root));
        if (cache.Folder is { } folder) needs.Add(new(folder, "step cache", Math.Max(0, cache.Size - Held(folder)) / (double)(1L << 30)));
        return needs;
    }

    private static long Held(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
        : 0;

    private static double Peak(ArtifactLayout layout)
    {
        if (!Directory.Exists(layout.Steps)) return 0;
        return Directory.GetFiles(layout.Steps, "*.json").Select(file => TryRead(file)?.PeakMemory ?? 0).DefaultIfEmpty().Max();
    }

    private static StepRecord? TryRead(string file)
    {
        try
        {
            return ArtifactJson.Read<StepRecord>(file);
        }
        catch (ArtifactException)
        {
            return null; // the step that owns it will say so
        }
    }
}
