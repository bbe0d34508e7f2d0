using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Recsys.Steps;

/// <summary>What a file system says of a file without reading it. Times are nanoseconds since 1970.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">When the content last changed; whoever owns the file can set it.</param>
/// <param name="Changed">When anything of the file last changed; nobody can set it. The same as Modified where it is unknown.</param>
/// <param name="Inode">Which file it is, of those on its device; 0 where unknown.</param>
/// <param name="Device">The device it is on; 0 where unknown.</param>
public readonly record struct FileStamp(long Size, long Modified, long Changed, ulong Inode, ulong Device)
{
    private const int Second = 1_000_000_000;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static FileStamp Of(string path)
    {
        if (OperatingSystem.IsLinux() && Linux.TryRead(path) is { } stamp) return stamp;
        var file = new FileInfo(path);
        var modified = (file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        return new FileStamp(file.Length, modified, modified, 0, 0);
    }

    /// <summary>statx(2): unlike stat, its structure is the same on every architecture.</summary>
    private static class Linux
    {
        private const int CurrentFolder = -100, BasicStats = 0x7ff, StructureSize = 256;

        public static FileStamp? TryRead(string path)
        {
            var buffer = new byte[StructureSize];
            try
            {
                if (Call(CurrentFolder, path, 0, BasicStats, buffer) != 0) return null;
            }
            catch (EntryPointNotFoundException)
            {
                return null; // a C library from before 2018
            }
            const int inode = 32,
                size = 40,
                changed = 96,
                modified = 112,
                device = 136;
            return new FileStamp(
                (long)Number(buffer, size),
                Time(buffer, modified),
                Time(buffer, changed),
                Number(buffer, inode),
                Number(buffer, device)
            );
        }

        private static ulong Number(byte[] buffer, int at) => BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(at));

        private static long Time(byte[] buffer, int at) =>
            (long)Number(buffer, at) * Second + BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(at + sizeof(long)));

        [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
        private static extern int Call(
            int folder,
            [MarshalAs(UnmanagedType.LPUTF8Str)] string path,
            int flags,
            uint mask,
            [Out] byte[] buffer
        );
    }
}
