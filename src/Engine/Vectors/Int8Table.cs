using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Recsys.Engine.Vectors;

/// <summary>
/// Item vectors as int8 rows with one float32 scale each. The query is rounded to 16 bits (an error of at most
/// max|q|/65534 an element), so that every dot product is an exact integer.
/// </summary>
internal sealed class Int8Table(byte[] content, int count, int dimensions) : ItemTable(count, dimensions)
{
    private const int Largest = short.MaxValue;

    private ReadOnlySpan<sbyte> Rows => MemoryMarshal.Cast<byte, sbyte>(content.AsSpan(0, Count * Dimensions));

    private ReadOnlySpan<float> Scales => MemoryMarshal.Cast<byte, float>(content.AsSpan(Count * Dimensions));

    public override void CopyRow(int row, Span<float> into)
    {
        var values = Rows.Slice(row * Dimensions, Dimensions);
        var scale = Scales[row];
        for (var i = 0; i < values.Length; i++) into[i] = values[i] * scale;
    }

    public override void Score(ReadOnlySpan<float> query, int first, Span<float> scores)
    {
        Span<short> rounded = stackalloc short[Dimensions];
        var unit = Round(query, rounded);
        Span<int> sums = stackalloc int[scores.Length];
        Int8Dot.Rows(Rows.Slice(first * Dimensions, scores.Length * Dimensions), rounded, sums);
        Span<float> exact = stackalloc float[scores.Length];
        TensorPrimitives.ConvertChecked<int, float>(sums, exact);
        TensorPrimitives.Multiply(Scales.Slice(first, scores.Length), unit, scores);
        TensorPrimitives.Multiply(exact, scores, scores);
    }

    /// <summary>Rounds to multiples of the returned unit, the largest magnitude becoming 32767.</summary>
    internal static float Round(ReadOnlySpan<float> query, Span<short> rounded)
    {
        var largest = 0f;
        foreach (var value in query) largest = Math.Max(largest, Math.Abs(value));
        var unit = largest / Largest;
        if (!float.IsNormal(unit)) // zero, or too small to divide by
        {
            rounded.Clear();
            return 0f;
        }
        for (var i = 0; i < query.Length; i++) rounded[i] = (short)Math.Clamp((int)MathF.Round(query[i] / unit), -Largest, Largest);
        return unit;
    }
}
