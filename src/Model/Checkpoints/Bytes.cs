using System.Runtime.InteropServices;

namespace Recsys.Model.Checkpoints;

/// <summary>Arrays as little-endian bytes, in pieces: a tensor may be larger than one span of bytes can hold.</summary>
internal static class Bytes
{
    private const int Piece = 1 << 24; // values

    public static void Write(Stream stream, ReadOnlySpan<float> values)
    {
        for (; values.Length > Piece; values = values[Piece..]) stream.Write(MemoryMarshal.AsBytes(values[..Piece]));
        stream.Write(MemoryMarshal.AsBytes(values));
    }

    public static void Read(Stream stream, Span<float> values)
    {
        for (; values.Length > Piece; values = values[Piece..]) stream.ReadExactly(MemoryMarshal.AsBytes(values[..Piece]));
        stream.ReadExactly(MemoryMarshal.AsBytes(values));
    }
}
