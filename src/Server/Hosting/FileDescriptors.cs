using System.Runtime.InteropServices;

namespace Recsys.Server.Hosting;

/// <summary>How many files and connections the process may have open. Linux; elsewhere nothing is known.</summary>
internal static class FileDescriptors
{
    private const int OpenFiles = 7;

    /// <summary>Raises the limit as far as this process may, and returns it; null: unknown.</summary>
    public static long? Raise()
    {
        if (!OperatingSystem.IsLinux() || GetLimit(OpenFiles, out var limit) != 0) return null;
        var raised = limit with { Soft = limit.Hard };
        if (limit.Soft < limit.Hard && SetLimit(OpenFiles, in raised) == 0) limit = raised;
        return (long)Math.Min(limit.Soft, int.MaxValue);
    }

    /// <summary>How many are open now; 0: unknown.</summary>
    public static int Open() => OperatingSystem.IsLinux() ? Directory.GetFileSystemEntries("/proc/self/fd").Length : 0;

    [DllImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetLimit(int resource, out Limit limit);

    [DllImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, in Limit limit);

    /// <summary>struct rlimit of 64-bit Linux.</summary>
    private readonly record struct Limit(ulong Soft, ulong Hard);
}
