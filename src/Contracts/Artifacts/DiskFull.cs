namespace Recsys.Contracts.Artifacts;

/// <summary>Recognises a full disk (or an exhausted quota) among the faults of writing.</summary>
public static class DiskFull
{
    private const string Words = "No space left on device";

    // ENOSPC; EDQUOT of Linux and macOS; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows.
    private static readonly int[] Unix = [28, 122, 69], Windows = [unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>A native library has no such number, only the words.</summary>
    public static bool Is(Exception e) =>
        (e is IOException && (OperatingSystem.IsWindows() ? Windows : Unix).Contains(e.HResult))
        || e.Message.Contains(Words, StringComparison.OrdinalIgnoreCase);

    /// <summary>The fault in one line: what was being written and what to do.</summary>
    public static string Explain(Exception e, string writing) =>
        $"no space left on device while writing {writing} ({e.Message.Split('\n')[0].TrimEnd('.')}). Remedy: free space on that disk, or "
            + $"set artifacts to a folder on another one, and run again.";
}
