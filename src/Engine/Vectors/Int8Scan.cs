namespace Recsys.Engine.Vectors;

/// <summary>
/// Int8 rows and what is asked of them. A row's score is sum × (scale × unit), the sum being its exact dot product with the rounded query;
/// where there are addends, a candidate's is score × factor + addend.
/// </summary>
internal readonly ref struct Int8Scan
{
    /// <summary>n×d values, row-major; d a multiple of 32, at most 512.</summary>
    public required ReadOnlySpan<sbyte> Rows { get; init; }

    /// <summary>n.</summary>
    public required ReadOnlySpan<float> Scales { get; init; }

    /// <summary>d values in −32767…32767.</summary>
    public required ReadOnlySpan<short> Query { get; init; }

    /// <summary>What the query's integers are multiples of.</summary>
    public required float Unit { get; init; }

    public float Factor { get; init; }

    /// <summary>n; empty for none.</summary>
    public ReadOnlySpan<float> Addends { get; init; }

    /// <summary>Rows with at most this score are no candidates.</summary>
    public float Threshold { get; init; }

    /// <summary>The same question to some of the rows.</summary>
    public Int8Scan Slice(int first, int count) => new()
    {
        Rows = Rows.Slice(first * Query.Length, count * Query.Length),
        Scales = Scales.Slice(first, count),
        Query = Query,
        Unit = Unit,
        Factor = Factor,
        Addends = Addends.IsEmpty ? default : Addends.Slice(first, count),
        Threshold = Threshold,
    };
}
