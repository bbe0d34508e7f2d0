using Cake.Core;
using Recsys.Build.Arguments;
using Recsys.Build.Image;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;
using Recsys.Steps;

namespace Recsys.Build.Machine;

/// <summary>Looks over the whole machine for one shop's settings, changing nothing.</summary>
public static class Checkup
{
    /// <param name="cake">Of the checkout.</param>
    /// <param name="settings">Of the shop.</param>
    /// <param name="layout">Its artefacts.</param>
    /// <param name="meter">Reads the machine.</param>
    /// <param name="surroundings">What a deployment meets, found out already.</param>
    /// <returns>Findings, in the order in which a run meets them.</returns>
    public static IReadOnlyList<Finding> Of(
        ICakeContext cake, RecsysSettings settings, ArtifactLayout layout, IMeter meter, IReadOnlyList<Finding> surroundings)
    {
        var (toolchain, room) = (new Toolchain(cake, ElfDependencies.OfThisMachine()), new Room(meter));
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
            BuildHost.Of(),
            .. compiled,
            room.Processors(settings.Threads),
            room.Memory(Peak(layout)),
            .. room.Disks(Needs(cake, layout)),
            .. surroundings,
        ];
    }

    private static List<DiskNeed> Needs(ICakeContext cake, ArtifactLayout layout)
    {
        var root = cake.Environment.WorkingDirectory.FullPath;
        var needs = new List<DiskNeed>
        {
            new(root, "checkout", Room.CheckoutGiB),
            new(layout.Root, "artefacts", Room.ArtifactsGiB),
        };
        var packages = cake.Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } moved
            ? moved
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        if (!Directory.Exists(packages) || Directory.GetDirectories(packages, "libtorch-cpu-*").Length == 0)
            needs.Add(new(packages, "packages", Room.PackagesGiB));
        var cache = CacheSettings.Read(cake.Environment.GetEnvironmentVariable, SettingsArguments.CallerDirectory(root));
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
