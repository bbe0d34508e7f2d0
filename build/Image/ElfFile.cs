using System.Buffers.Binary;
using System.Text;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Image;

/// <summary>
/// What the dynamic loader reads of a 64-bit little-endian ELF file. Field offsets are those of the
/// System V ABI, chapters 4 and 5 (ELF-64 object file format).
/// </summary>
/// <param name="Machine">e_machine: 62 x86-64, 183 AArch64.</param>
/// <param name="Interpreter">The loader's path (PT_INTERP); null in a library.</param>
/// <param name="Needed">Names of the libraries it is linked to (DT_NEEDED), in their order.</param>
/// <param name="SearchPath">Folders of DT_RUNPATH or DT_RPATH, with <c>$ORIGIN</c> as written.</param>
public sealed record ElfFile(int Machine, string? Interpreter, IReadOnlyList<string> Needed, IReadOnlyList<string> SearchPath)
{
    private const int Load = 1, Dynamic = 2, Interp = 3;
    private const int DtNull = 0, DtNeeded = 1, DtStringTable = 5, DtRPath = 15, DtRunPath = 29;

    public static bool IsElf(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> magic = stackalloc byte[4];
        return file.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic.SequenceEqual("\u007fELF"u8);
    }

    /// <exception cref="ArtifactException">Not a 64-bit little-endian ELF file, or cut off.</exception>
    public static ElfFile Read(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            return Read(file);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or ArgumentOutOfRangeException)
        {
            throw new ArtifactException($"{path} is not a readable 64-bit ELF file ({e.Message}). Remedy: publish or install it again.", e);
        }
    }

    private static ElfFile Read(Stream file)
    {
        var header = Bytes(file, 0, 64);
        if (!header.AsSpan(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
            throw new InvalidDataException("wrong magic, class or byte order");
        var machine = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(18));
        var segments = Segments(file, header);

        var interpreter = segments.Where(segment => segment.Type == Interp)
            .Select(segment => Text(Bytes(file, segment.Offset, segment.Length), 0)).FirstOrDefault();
        var dynamic = segments.FirstOrDefault(segment => segment.Type == Dynamic);
        if (dynamic is null) return new(machine, interpreter, [], []);

        var entries = DynamicEntries(Bytes(file, dynamic.Offset, dynamic.Length));
        var address = entries.FirstOrDefault(entry => entry.Tag == DtStringTable).Value;
        var home = segments.FirstOrDefault(s => s.Type == Load && address >= s.Address && address < s.Address + s.Length)
            ?? throw new InvalidDataException("the string table lies in no segment");
        var start = address - home.Address;
        var strings = Bytes(file, home.Offset + start, home.Length - start);

        return new(machine, interpreter,
            [.. entries.Where(entry => entry.Tag == DtNeeded).Select(entry => Text(strings, entry.Value))],
            [.. entries.Where(entry => entry.Tag is DtRPath or DtRunPath)
                .SelectMany(entry => Text(strings, entry.Value).Split(':', StringSplitOptions.RemoveEmptyEntries))]);
    }

    private static List<Segment> Segments(Stream file, byte[] header)
    {
        var offset = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(32));
        var size = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(54));
        var count = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(56));
        if (size < 56) throw new InvalidDataException("program headers are too short");
        var segments = new List<Segment>(count);
        for (var i = 0; i < count; i++)
        {
            var entry = Bytes(file, offset + (long)i * size, size).AsSpan();
            segments.Add(new(BinaryPrimitives.ReadInt32LittleEndian(entry),
                BinaryPrimitives.ReadInt64LittleEndian(entry[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(entry[16..]),
                BinaryPrimitives.ReadInt64LittleEndian(entry[32..])));
        }

        return segments;
    }

    private static List<(long Tag, long Value)> DynamicEntries(byte[] table)
    {
        var entries = new List<(long, long)>();
        for (var at = 0; at + 16 <= table.Length; at += 16)
        {
            var tag = BinaryPrimitives.ReadInt64LittleEndian(table.AsSpan(at));
            if (tag == DtNull) break;
            entries.Add((tag, BinaryPrimitives.ReadInt64LittleEndian(table.AsSpan(at + 8))));
        }

        return entries;
    }

    private static byte[] Bytes(Stream file, long offset, long length)
    {
        if (offset < 0 || length < 0 || offset + length > file.Length) throw new InvalidDataException("an offset lies outside the file");
        var bytes = new byte[length];
        file.Position = offset;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static string Text(byte[] strings, long offset)
    {
        var rest = strings.AsSpan(checked((int)offset));
        var end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }

    private sealed record Segment(int Type, long Offset, long Address, long Length);
}
