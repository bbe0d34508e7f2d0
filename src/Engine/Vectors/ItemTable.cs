using System.Buffers;
using System.Numerics.Tensors;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Ranking;

namespace Recsys.Engine.Vectors;

/// <summary>
/// The item vectors of <c>items.bin</c>, N×d, scanned exactly. Scores do not depend on the processor: int8 rows are
/// summed in integers, float32 rows in one fixed order without fused multiply-add.
/// </summary>
internal abstract class ItemTable(int count, int dimensions)
{
    private const int BlockRows = 1024;

    public int Count => count;

    public int Dimensions => dimensions;

    /// <summary>Opens a table of any format.</summary>
    /// <param name="content">The file's bytes; kept, not copied.</param>
    /// <param name="manifest">Says N, d and the format.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="ArtifactException">The length does not fit the manifest.</exception>
    public static ItemTable Open(byte[] content, BundleManifest manifest, string path)
    {
        var (n, d) = (manifest.Products, manifest.Encoder.Dimensions);
        var format = TableFormats.Of(manifest.Tables);
        var expected = n * format.RowBytes(d);
        if (content.Length != expected)
            throw new ArtifactException(
                $"{path} has {content.Length} bytes; {n} products of {d} dimensions as {format.Name} take {expected}. Remedy: run "
                    + $"Quantize again."
            );
        return format.Open(content, n, d);
    }

    /// <summary>Writes the vector of one product, as float32.</summary>
    public abstract void CopyRow(int row, Span<float> into);

    /// <summary>Dot products of the query with the rows from <paramref name="first"/> on, one a score.</summary>
    public abstract void Score(ReadOnlySpan<float> query, int first, Span<float> scores);

    /// <summary>The k best products that are not excluded, best first; O(N·d + N log k).</summary>
    /// <param name="query">d values.</param>
    /// <param name="k">Products wanted.</param>
    /// <param name="exclude">Products to leave out.</param>
    /// <param name="factor">Of the dot products.</param>
    /// <param name="addends">Added to them, one a product; empty for none.</param>
    public Hit[] Top(ReadOnlySpan<float> query, int k, IReadOnlySet<int>? exclude, float factor = 1, ReadOnlySpan<float> addends = default)
    {
        var best = new TopK(Math.Min(k, count));
        var scores = ArrayPool<float>.Shared.Rent(BlockRows);
        for (var first = 0; first < count; first += BlockRows)
        {
            var block = scores.AsSpan(0, Math.Min(BlockRows, count - first));
            Score(query, first, block);
            if (!addends.IsEmpty) TensorPrimitives.MultiplyAdd(block, factor, addends.Slice(first, block.Length), block);
            var threshold = best.Threshold;
            for (var i = 0; i < block.Length; i++)
            {
                // rows come in order of index, so of equal scores the kept ones are the better
                if (block[i] <= threshold || exclude?.Contains(first + i) == true) continue;
                best.Add(first + i, block[i]);
                threshold = best.Threshold;
            }
        }
        ArrayPool<float>.Shared.Return(scores);
        return best.ToSorted();
    }
}
