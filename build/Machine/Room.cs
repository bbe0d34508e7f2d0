using System.Globalization;
using Recsys.Steps;

namespace Recsys.Build.Machine;

/// <summary>Disk, memory and processors, against what a run was measured to take.</summary>
/// <param name="meter">Reads the machine.</param>
public sealed class Room(IMeter meter)
{
    // Measured: packages 3.0 GiB from an empty cache, compiled tools and tests 0.9 GiB, artefacts of the sample shop 0.3 GiB;
    // training takes 0.7 GiB of memory, the native compiler a little more.
    public const double PackagesGiB = 3.5, CheckoutGiB = 1.5, ArtifactsGiB = 1, MemoryGiB = 2;

    private const double GiB = 1L << 30;

    /// <summary>One finding a file system; what lies on the same one is added up.</summary>
    /// <param name="needs">Folder to GiB that it may still grow by, and what for.</param>
    public IReadOnlyList<Finding> Disks(IReadOnlyList<DiskNeed> needs) =>
        [
            .. needs
                .GroupBy(need => meter.FileSystemOf(need.Folder))
                .Select(group =>
                {
                    var (free, wanted) = (meter.FreeBytes(group.First().Folder) / GiB, group.Sum(need => need.GiB));
                    var detail = string.Create(CultureInfo.InvariantCulture,
                        $"{free:F1} GiB free at {group.First().Folder} ({string.Join(", ", group.Select(need => need.Purpose))}: up to "
                            + $"{wanted:F1} GiB)"
                    );
                    return free >= wanted
                        ? new Finding("Disk", Fitness.Fit, detail)
                        : new Finding(
                            "Disk",
                            Fitness.Unfit,
                            detail,
                            string.Create(CultureInfo.InvariantCulture,
                                $"free {wanted - free:F1} GiB there, or move it: --artifacts=FOLDER, NUGET_PACKAGES, "
                                    + $"{CacheSettings.FolderVariable}"
                            )
                        );
                }),
        ];

    /// <param name="peak">MiB that this shop's hungriest step has taken so far; 0 where unknown.</param>
    public Finding Memory(double peak)
    {
        var (free, wanted) = (meter.AvailableMemory / GiB, Math.Max(MemoryGiB, 1.2 * peak / 1024));
        var detail = string.Create(CultureInfo.InvariantCulture, $"{free:F1} GiB available");
        if (peak > 0)
            detail += string.Create(CultureInfo.InvariantCulture, $"; this shop's hungriest step took {peak / 1024:F1} GiB");
        return free >= wanted
            ? new("Memory", Fitness.Fit, detail)
            : new(
                "Memory",
                Fitness.Unfit,
                detail,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"make {wanted:F1} GiB available: end other programs, or raise the container's limit"
                )
            );
    }

    /// <param name="threads">The setting of that name.</param>
    public Finding Processors(int threads) =>
        threads <= meter.Processors
            ? new("Processors", Fitness.Fit, string.Create(CultureInfo.InvariantCulture, $"{meter.Processors} for threads = {threads}"))
            : new(
                "Processors",
                Fitness.Limited,
                string.Create(CultureInfo.InvariantCulture, $"{meter.Processors} for threads = {threads}: training waits for itself"),
                "lower threads in the settings; the resulting bytes depend on it"
            );

}

/// <param name="Folder">Need not exist yet.</param>
/// <param name="Purpose">What grows there.</param>
/// <param name="GiB">By how much at most.</param>
public sealed record DiskNeed(string Folder, string Purpose, double GiB);
