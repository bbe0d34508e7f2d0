using Recsys.Model.Checkpoints;

namespace Recsys.Model.Bundles;

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
        {
            var source = matrix.Data.AsSpan((int)(row * m), (int)m);
            var largest = 0f;
            foreach (var value in source) largest = Math.Max(largest, Math.Abs(value));
            var scale = largest / Largest;
            if (!float.IsNormal(scale)) continue; // an empty row, or one too small to divide by: zero
            scales[row] = scale;
            for (var i = 0; i < source.Length; i++)
                values[row * m + i] = (sbyte)Math.Clamp((int)MathF.Round(source[i] / scale), -Largest, Largest);
        }
        return new Int8Rows(values, scales);
    }
}
