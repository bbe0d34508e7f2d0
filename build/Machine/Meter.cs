using Recsys.Steps;

namespace Recsys.Build.Machine;

/// <summary>What can be read off a machine.</summary>
public interface IMeter
{
    int Processors { get; }

    /// <summary>Bytes that a program may still take: what is available, within the container's limit.</summary>
    double AvailableMemory { get; }

    /// <summary>Bytes free to this user at the folder, or where it would be made.</summary>
    double FreeBytes(string folder);

    /// <summary>Equal for folders that share their free space.</summary>
    string FileSystemOf(string folder);
}

/// <summary>This machine.</summary>
public sealed class Meter : IMeter
{
    public int Processors => Environment.ProcessorCount;

    public double AvailableMemory
    {
        get
        {
            var limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes; // knows the limits of control groups
            return new ProcessTable().AvailableMemory() is { } available ? Math.Min(limit, available) : limit;
        }
    }

    public double FreeBytes(string folder) => new DriveInfo(Existing(folder)).AvailableFreeSpace;

    public string FileSystemOf(string folder)
    {
        // The longest mount point that the folder lies under.
        var path = Existing(folder);
        return DriveInfo
                .GetDrives()
                .Select(drive => drive.Name.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar)
                .Where(mount =>
                    (path.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar).StartsWith(
                        mount,
                        StringComparison.Ordinal
                    )
                )
                .MaxBy(mount => mount.Length)
            ?? Path.GetPathRoot(path)!;
    }

    private static string Existing(string folder)
    {
        var path = Path.GetFullPath(folder);
        while (!Directory.Exists(path)) path = Path.GetDirectoryName(path)!;
        return path;
    }
}
