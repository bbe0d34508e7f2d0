using System.Runtime.InteropServices;
using Recsys.Engine.Files;
using Recsys.Engine.Ranking;

namespace Recsys.Engine.Vectors;

/// <summary>
/// Rows as int8 in −127…127 with one float32 scale each, symmetric about zero: scale = max|row| / 127, integer = round(value / scale),
/// halves to even. A value is off by at most scale/2.
/// </summary>
internal sealed class Int8Format : TableFormat
{
    private const int Largest = 127;

    public override string Name => "int8";

    public override int Code => 1;

    public override int Bits => 8;

    public override bool Scaled => true;

    /// <returns>The scale; 0 for an empty row, or one too small to divide by.</returns>
    public override float EncodeRow(ReadOnlySpan<float> row, Span<byte> into)
    {
        var largest = 0f;
        foreach (var value in row) largest = Math.Max(largest, Math.Abs(value));
        var scale = largest / Largest;
        if (!float.IsNormal(scale)) return 0;
        var values = MemoryMarshal.Cast<byte, sbyte>(into);
        for (var i = 0; i < row.Length; i++) values[i] = (sbyte)Math.Clamp((int)MathF.Round(row[i] / scale), -Largest, Largest);
        return scale;
    }

    public override void DecodeRow(ReadOnlySpan<byte> from, float scale, Span<float> row)
    {
        for (var i = 0; i < row.Length; i++) row[i] = (sbyte)from[i] * scale;
    }

    internal override ItemTable Open(FileBytes content, int count, int dimensions, Int8Kernel kernel) =>
        new Table(this, kernel, content, count, dimensions);

    /// <summary>
    /// Rounds the query to 16 bits (an error of at most max|q|/65534 an element), so that every dot product is an exact integer.
    /// </summary>
    private sealed class Table(Int8Format format, Int8Kernel kernel, FileBytes content, int count, int dimensions)
        : ItemTable(count, dimensions)
    {
        private ReadOnlySpan<byte> Rows => content.Span[..(Count * Dimensions)];

        private ReadOnlySpan<float> Scales => MemoryMarshal.Cast<byte, float>(content.Span[(Count * Dimensions)..]);

        public override void CopyRow(int row, Span<float> into) =>
            format.DecodeRow(Rows.Slice(row * Dimensions, Dimensions), Scales[row], into);

        protected override TableQuery Prepare(ReadOnlySpan<float> query, Span<short> rounded) =>
            new(query, rounded, RoundedQuery.Of(query, rounded));

        protected override void Score(in TableQuery query, int first, Span<float> scores) =>
            kernel.Score(Scan(query, new CandidateRows(first, scores.Length)), scores);

        protected override int Candidates(in TableQuery query, in CandidateRows rows, Span<Hit> hits) =>
            kernel.Candidates(Scan(query, rows), hits);

        private Int8Scan Scan(in TableQuery query, in CandidateRows rows) => new()
        {
            Rows = MemoryMarshal.Cast<byte, sbyte>(Rows.Slice(rows.First * Dimensions, rows.Count * Dimensions)),
            Scales = Scales.Slice(rows.First, rows.Count),
            Query = query.Rounded,
            Unit = query.Unit,
            Factor = rows.Factor,
            Addends = rows.Addends,
            Threshold = rows.Threshold,
        };
    }
}
