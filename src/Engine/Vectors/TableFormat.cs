using System.Runtime.InteropServices;
using Recsys.Engine.Files;

namespace Recsys.Engine.Vectors;

/// <summary>
/// How rows of numbers are stored and scored: the codec that writes and reads a row, and the table that scores a query against rows.
/// A new format is a class of its own and a line in <see cref="TableFormats.All"/>.
/// </summary>
/// <remarks>
/// A row is either floats, or signed integers times one float32 scale. Integers are in two's complement, <see cref="Bits"/> wide, those
/// of the same byte from its lowest bits up; every row begins at a byte.
/// </remarks>
public abstract class TableFormat
{
    /// <summary>As the manifest (<c>tables</c>) and the settings (<c>quantize</c>) spell it.</summary>
    public abstract string Name { get; }

    /// <summary>Its number in <c>memory.bin</c>.</summary>
    public abstract int Code { get; }

    /// <summary>Bits of a value: 1, 2, 4, or whole bytes.</summary>
    public abstract int Bits { get; }

    /// <summary>true: a row is integers with one float32 scale; false: floats without one.</summary>
    public abstract bool Scaled { get; }

    /// <summary>Writes one row.</summary>
    /// <param name="row">Finite values.</param>
    /// <param name="into"><see cref="ValueBytes"/> of them, zeros before.</param>
    /// <returns>The row's scale; 1 where the format has none.</returns>
    public abstract float EncodeRow(ReadOnlySpan<float> row, Span<byte> into);

    /// <summary>Reads one row back.</summary>
    /// <param name="from">What <see cref="EncodeRow"/> wrote.</param>
    /// <param name="scale">What it returned.</param>
    /// <param name="row">As many values as were written.</param>
    public abstract void DecodeRow(ReadOnlySpan<byte> from, float scale, Span<float> row);

    /// <summary>A table over the bytes of <see cref="Write"/>, which are kept, not copied.</summary>
    /// <param name="content">n × <see cref="RowBytes"/>.</param>
    /// <param name="count">n.</param>
    /// <param name="dimensions">d, a multiple of 32, at most 512.</param>
    /// <param name="kernel">What scans integers.</param>
    internal abstract ItemTable Open(FileBytes content, int count, int dimensions, Int8Kernel kernel);

    /// <summary>Bytes of so many values of one row, without its scale.</summary>
    public int ValueBytes(int values) => (int)(((long)values * Bits + 7) / 8);

    /// <summary>Bytes of a row of a table, with its scale.</summary>
    public long RowBytes(int dimensions) => ValueBytes(dimensions) + (Scaled ? sizeof(float) : 0);

    /// <summary>Writes a table: the values of all rows, then the float32 scales of formats that have them.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="table">[n, d], row-major, finite.</param>
    /// <param name="dimensions">d.</param>
    public void Write(Stream file, ReadOnlySpan<float> table, int dimensions)
    {
        var scales = new float[table.Length / dimensions];
        var bytes = new byte[ValueBytes(dimensions)];
        for (var row = 0; row < scales.Length; row++)
        {
            Array.Clear(bytes);
            scales[row] = EncodeRow(table.Slice(row * dimensions, dimensions), bytes);
            file.Write(bytes);
        }
        if (Scaled) file.Write(MemoryMarshal.AsBytes<float>(scales));
    }

    /// <summary>The rows of a matrix [n, <paramref name="width"/>].</summary>
    public EncodedRows Encode(ReadOnlySpan<float> matrix, int width) =>
        Encode(matrix, [.. Enumerable.Range(0, matrix.Length / width + 1).Select(row => row * width)]);

    /// <summary>Rows of different lengths.</summary>
    /// <param name="values">Of all rows, one after another; finite.</param>
    /// <param name="starts">Where each of the n rows begins, and the end of the last: n + 1.</param>
    public EncodedRows Encode(ReadOnlySpan<float> values, ReadOnlySpan<int> starts)
    {
        var (bytes, scales) = (new byte[TotalBytes(starts)], new float[starts.Length - 1]);
        for (int row = 0, at = 0; row < scales.Length; row++)
        {
            var source = values[starts[row]..starts[row + 1]];
            var size = ValueBytes(source.Length);
            scales[row] = EncodeRow(source, bytes.AsSpan(at, size));
            at += size;
        }
        return new EncodedRows(bytes, scales);
    }

    /// <summary>The values of <see cref="Encode(ReadOnlySpan{float}, ReadOnlySpan{int})"/>, as far as the format keeps them.</summary>
    public float[] Decode(EncodedRows rows, ReadOnlySpan<int> starts)
    {
        var values = new float[starts[^1]];
        for (int row = 0, at = 0; row < starts.Length - 1; row++)
        {
            var into = values.AsSpan(starts[row]..starts[row + 1]);
            var size = ValueBytes(into.Length);
            DecodeRow(rows.Values.AsSpan(at, size), Scaled ? rows.Scales[row] : 1, into);
            at += size;
        }
        return values;
    }

    /// <summary>Bytes of the values of rows of different lengths, without their scales.</summary>
    /// <param name="starts">n + 1, ascending from 0.</param>
    public long TotalBytes(ReadOnlySpan<int> starts)
    {
        long total = 0;
        for (var row = 0; row + 1 < starts.Length; row++) total += ValueBytes(starts[row + 1] - starts[row]);
        return total;
    }
}

/// <summary>Rows as a format stores them.</summary>
/// <param name="Values">The bytes of all rows, one after another.</param>
/// <param name="Scales">One a row; of no meaning where the format has none.</param>
public sealed record EncodedRows(byte[] Values, float[] Scales);
