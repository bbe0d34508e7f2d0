using System.Buffers;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Files;
using Recsys.Engine.Ranking;

namespace Recsys.Engine.Vectors;

/// <summary>
/// The item vectors of <c>items.bin</c>, N×d, scanned exactly. Scores do not depend on the processor: int8 rows are
/// summed in integers, float32 rows in one fixed order without fused multiply-add.
/// </summary>
internal abstract class ItemTable(int count, int dimensions)
{
    // The first rows are few: they give a threshold that spares the rest.
    private const int FirstRows = 256, MostRows = 8192;

    public int Count => count;

    public int Dimensions => dimensions;

    /// <summary>Opens a table of any format.</summary>
    /// <param name="content">The file's bytes; kept, not copied.</param>
    /// <param name="manifest">Says N, d and the format.</param>
    /// <param name="path">Named in errors.</param>
    /// <param name="kernel">What scans integers; null for the fastest.</param>
    /// <exception cref="ArtifactException">The length does not fit the manifest.</exception>
    public static ItemTable Open(FileBytes content, BundleManifest manifest, string path, Int8Kernel? kernel = null)
    {
        var (n, d) = (manifest.Products, manifest.Encoder.Dimensions);
        var format = TableFormats.Of(manifest.Tables);
        var expected = n * format.RowBytes(d);
        if (content.Length != expected)
            throw new ArtifactException(
                $"{path} has {content.Length} bytes; {n} products of {d} dimensions as {format.Name} take {expected}. Remedy: run "
                    + $"Quantize again."
            );
        return format.Open(content, n, d, kernel ?? Int8Kernels.Of(null));
    }

    /// <summary>Writes the vector of one product, as float32.</summary>
    public abstract void CopyRow(int row, Span<float> into);

    /// <summary>Dot products of the query with the rows from <paramref name="first"/> on, one a score.</summary>
    public void Score(ReadOnlySpan<float> query, int first, Span<float> scores) =>
        Score(Prepare(query, stackalloc short[dimensions]), first, scores);

    /// <summary>Dot products of the query with some rows.</summary>
    /// <param name="query">d values.</param>
    /// <param name="rows">n rows.</param>
    /// <param name="scores">n.</param>
    public void Score(ReadOnlySpan<float> query, ReadOnlySpan<int> rows, Span<float> scores)
    {
        var prepared = Prepare(query, stackalloc short[dimensions]);
        for (var i = 0; i < rows.Length; i++) Score(prepared, rows[i], scores.Slice(i, 1));
    }

    /// <summary>The k best products that are not excluded, best first; O(N·d + N).</summary>
    /// <param name="query">d values.</param>
    /// <param name="k">Products wanted.</param>
    /// <param name="exclude">Products to leave out.</param>
    /// <param name="factor">Of the dot products, where there are addends.</param>
    /// <param name="addends">Added to them, one a product; empty for none.</param>
    public Hit[] Top(ReadOnlySpan<float> query, int k, IReadOnlySet<int>? exclude, float factor = 1, ReadOnlySpan<float> addends = default)
    {
        var prepared = Prepare(query, stackalloc short[dimensions]);
        using var best = new TopK(Math.Min(k, count));
        var hits = ArrayPool<Hit>.Shared.Rent(Math.Min(MostRows, count));
        for (int first = 0, rows = FirstRows; first < count; first += rows, rows = Math.Min(2 * rows, MostRows))
        {
            var size = Math.Min(rows, count - first);
            var block = new CandidateRows(first, size)
            {
                Factor = factor,
                Addends = addends.IsEmpty ? default : addends.Slice(first, size),
                Threshold = best.Threshold,
            };
            var found = Candidates(prepared, block, hits);
            foreach (var (row, score) in hits.AsSpan(0, found))
            {
                if (exclude?.Contains(first + row) != true) best.Add(first + row, score);
            }
            best.Tighten();
        }
        ArrayPool<Hit>.Shared.Return(hits);
        return best.ToSorted();
    }

    /// <summary>What the format makes of a query, once for all rows.</summary>
    /// <param name="rounded">d values to write to.</param>
    protected virtual TableQuery Prepare(ReadOnlySpan<float> query, Span<short> rounded) => new(query, rounded, 0);

    /// <summary>The scores of neighbouring rows.</summary>
    protected abstract void Score(in TableQuery query, int first, Span<float> scores);

    /// <summary>Those of some neighbouring rows that are above a threshold, counted from the first.</summary>
    /// <returns>How many were written.</returns>
    protected abstract int Candidates(in TableQuery query, in CandidateRows rows, Span<Hit> hits);

    /// <summary>A query as a format scans with it.</summary>
    /// <param name="values">d values.</param>
    /// <param name="rounded">The same in multiples of the unit.</param>
    /// <param name="unit">See <see cref="RoundedQuery"/>.</param>
    protected readonly ref struct TableQuery(ReadOnlySpan<float> values, ReadOnlySpan<short> rounded, float unit)
    {
        public readonly ReadOnlySpan<float> Values = values;
        public readonly ReadOnlySpan<short> Rounded = rounded;
        public readonly float Unit = unit;
    }

    /// <summary>Neighbouring rows, and which of them are wanted.</summary>
    protected readonly ref struct CandidateRows(int first, int count)
    {
        public readonly int First = first, Count = count;

        public float Factor { get; init; }

        /// <summary>One a row; empty for none.</summary>
        public ReadOnlySpan<float> Addends { get; init; }

        public float Threshold { get; init; }
    }
}
