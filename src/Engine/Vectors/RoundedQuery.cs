namespace Recsys.Engine.Vectors;

/// <summary>A query as 16-bit integers times one unit, for dot products with rows of integers.</summary>
internal static class RoundedQuery
{
    private const int Largest = short.MaxValue;

    /// <summary>Rounds to multiples of the returned unit, the largest magnitude becoming 32767.</summary>
    public static float Of(ReadOnlySpan<float> query, Span<short> rounded)
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
