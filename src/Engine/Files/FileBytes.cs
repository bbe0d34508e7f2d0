using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Recsys.Engine.Files;

/// <summary>
/// The bytes of a file: a large one is mapped and used in place, so that it costs no copy and the system may drop pages that nobody reads.
/// A mapping lasts as long as anybody refers to this.
/// </summary>
/// <remarks>
/// A mapped file that is replaced by another of its name goes on as it was; one that is written into changes under its reader. Bundles are
/// replaced as whole folders and never written into; images are read-only.
/// </remarks>
internal sealed class FileBytes
{
    /// <summary>Smaller files are copied: they are worth no page of their own, and a copy cannot change.</summary>
    public const long LeastMapped = 16 << 20;

    private readonly byte[] _content = [];
    private readonly SafeMemoryMappedViewHandle? _mapped;
    private readonly nint _start;

    private FileBytes(byte[] content) => (_content, Length) = (content, content.Length);

    private unsafe FileBytes(SafeMemoryMappedViewHandle mapped, long offset, int length)
    {
        byte* start = null;
        mapped.AcquirePointer(ref start);
        (_mapped, _start, Length) = (mapped, (nint)(start + offset), length);
        // The handle, being kept, keeps the pages; a count that nobody takes back would keep them for ever.
        mapped.ReleasePointer();
    }

    /// <summary>Bytes.</summary>
    public int Length { get; }

    /// <summary>The bytes; whoever holds the span also holds this.</summary>
    public unsafe ReadOnlySpan<byte> Span => _mapped is null ? _content : new ReadOnlySpan<byte>((void*)_start, Length);

    /// <summary>The same in memory; a copy where the file is mapped.</summary>
    public byte[] Array => _mapped is null ? _content : Span.ToArray();

    public static implicit operator FileBytes(byte[] content) => new(content);

    /// <summary>Opens a file.</summary>
    /// <param name="path">At most 2 GiB.</param>
    /// <param name="leastMapped">From this size on it is mapped.</param>
    public static FileBytes Open(string path, long leastMapped = LeastMapped)
    {
        var length = new FileInfo(path).Length;
        if (length < leastMapped || length == 0) return new(File.ReadAllBytes(path));
        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, 0, MemoryMappedFileAccess.Read);
        var view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        return new FileBytes(view.SafeMemoryMappedViewHandle, view.PointerOffset, checked((int)length));
    }

    /// <summary>The bytes as a file that can be read.</summary>
    public unsafe Stream OpenRead() =>
        _mapped is null ? new MemoryStream(_content, writable: false) : new UnmanagedMemoryStream((byte*)_start, Length);
}
