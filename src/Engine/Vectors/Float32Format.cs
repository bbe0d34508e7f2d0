using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Recsys.Engine.Files;
using Recsys.Engine.Ranking;

namespace Recsys.Engine.Vectors;

/// <summary>Rows as float32, little-endian, unchanged.</summary>
internal sealed class Float32Format : TableFormat
{
    public override string Name => "float32";

    public override int Code => 0;

    public override int Bits => 32;

    public override bool Scaled => false;

    public override float EncodeRow(ReadOnlySpan<float> row, Span<byte> into)
    {
        MemoryMarshal.AsBytes(row).CopyTo(into);
        return 1;
    }

    public override void DecodeRow(ReadOnlySpan<byte> from, float scale, Span<float> row) => from.CopyTo(MemoryMarshal.AsBytes(row));

    internal override ItemTable Open(FileBytes content, int count, int dimensions, Int8Kernel kernel) =>
        new Table(content, count, dimensions);

    /// <summary>
    /// Sixteen partial sums, element i in sum i mod 16, then halved pairwise: the same roundings on every processor.
    /// </summary>
    /// <param name="left">d values, d a multiple of 16.</param>
    /// <param name="right">d values.</param>
    internal static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ref float a = ref MemoryMarshal.GetReference(left), b = ref MemoryMarshal.GetReference(right);
        Vector256<float> low = default, high = default;
        for (nuint i = 0; i < (nuint)left.Length; i += 16)
        {
            low += Vector256.LoadUnsafe(ref a, i) * Vector256.LoadUnsafe(ref b, i);
            high += Vector256.LoadUnsafe(ref a, i + 8) * Vector256.LoadUnsafe(ref b, i + 8);
        }
        low += high;
        var four = low.GetLower() + low.GetUpper();
        return four[0] + four[2] + (four[1] + four[3]);
    }

    private sealed class Table(FileBytes content, int count, int dimensions) : ItemTable(count, dimensions)
    {
        public override void CopyRow(int row, Span<float> into) => Row(row).CopyTo(into);

        protected override void Score(in TableQuery query, int first, Span<float> scores)
        {
            for (var i = 0; i < scores.Length; i++) scores[i] = Dot(Row(first + i), query.Values);
        }

        protected override int Candidates(in TableQuery query, in CandidateRows rows, Span<Hit> hits)
        {
            var scores = ArrayPool<float>.Shared.Rent(rows.Count);
            var block = scores.AsSpan(0, rows.Count);
            Score(query, rows.First, block);
            var found = Above.Collect(block, rows.Factor, rows.Addends, rows.Threshold, 0, hits, 0);
            ArrayPool<float>.Shared.Return(scores);
            return found;
        }

        private ReadOnlySpan<float> Row(int row) => MemoryMarshal.Cast<byte, float>(content.Span).Slice(row * Dimensions, Dimensions);
    }
}
