using Recsys.Engine.Neighbours;
using Recsys.Model.Checkpoints;

namespace Recsys.Model.Quantization;

/// <summary>A matrix as int8 with one scale a row: value ≈ scale × integer.</summary>
/// <param name="Values">n×m, in −127…127.</param>
/// <param name="Scales">n.</param>
public sealed record Int8Rows(sbyte[] Values, float[] Scales);

/// <summary>Symmetric quantization by row (per output channel of a linear layer, per item, per text feature).</summary>
public static class RowQuantizer
{
    private const int Largest = 127;

    /// <summary>scale = max|row| / 127, integer = round(value / scale), halves to even. The error is at most scale/2.</summary>
    /// <param name="matrix">[n, m], finite.</param>
    public static Int8Rows Quantize(FloatTensor matrix)
    {
        if (matrix.Shape is not [var n, var m]) throw new ArgumentException("rows are quantized in a matrix", nameof(matrix));
        var values = new sbyte[matrix.Data.Length];
        var scales = new float[n];
        for (var row = 0; row < n; row++)
            scales[row] = Row(matrix.Data.AsSpan((int)(row * m), (int)m), values.AsSpan((int)(row * m), (int)m));
        return new Int8Rows(values, scales);
    }

    /// <summary>The same of rows of different lengths.</summary>
    public static Int8Rows Quantize(SparseWeights matrix)
    {
        var (values, scales) = (new sbyte[matrix.Weights.Length], new float[matrix.Products]);
        for (var row = 0; row < scales.Length; row++)
        {
            var (start, end) = (matrix.Starts[row], matrix.Starts[row + 1]);
            scales[row] = Row(matrix.Weights.AsSpan(start..end), values.AsSpan(start..end));
        }
        return new Int8Rows(values, scales);
    }

    // The scale; 0 for an empty row, or one too small to divide by.
    private static float Row(ReadOnlySpan<float> source, Span<sbyte> values)
    {
        var largest = 0f;
        foreach (var value in source) largest = Math.Max(largest, Math.Abs(value));
        var scale = largest / Largest;
        if (!float.IsNormal(scale)) return 0;
        for (var i = 0; i < source.Length; i++) values[i] = (sbyte)Math.Clamp((int)MathF.Round(source[i] / scale), -Largest, Largest);
        return scale;
    }
}
