using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Recsys.Contracts.Artifacts;

/// <summary>
/// Forces what was written to the disk. A rename alone may outlive a power cut that the file's content does not, and
/// on Linux the rename itself is only safe once its folder is flushed.
/// </summary>
internal static partial class Durable
{
    // Links are names of something that is not ours to flush.
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>Flushes every file below the folder, every folder, and the folder itself.</summary>
    public static void FlushTree(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", Everything)) FlushFile(file);
        foreach (var inner in Directory.EnumerateDirectories(folder, "*", Everything)) FlushFolder(inner);
        FlushFolder(folder);
    }

    /// <summary>Flushes the names in a folder; only Linux needs and allows it.</summary>
    public static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        using var handle = new SafeFileHandle(Open(folder, CloseOnExec), ownsHandle: true);
        if (handle.IsInvalid)
            throw new IOException($"{folder} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());
        RandomAccess.FlushToDisk(handle);
    }

    private static void FlushFile(string file)
    {
        // Windows flushes only what is open for writing; elsewhere a file without write permission flushes too.
        var access = OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read;
        using var handle = File.OpenHandle(file, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(handle);
    }

    private const int CloseOnExec = 0x80000; // O_RDONLY | O_CLOEXEC of Linux

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
