using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Vectors;

namespace Recsys.Engine.Neighbours;

/// <summary>
/// <c>memory.bin</c>, little-endian: int32 N, int32 rankers S, int32 weights W, int32 format (<see cref="TableFormat.Code"/>); S int32
/// lengths of history; S × 8 float32 weights of the rankers; 2 × N float32 priors; N + 1 int32 starts; W targets, uint16 where
/// N ≤ 65,536, else int32; then N float32 scales where the format has them, and the W weights by product.
/// </summary>
public static class NeighbourFile
{
    private const int MostShortIds = 65_536;

    /// <summary>Reads and checks the file.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="products">N of the manifest.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="ArtifactException">It is cut, of another catalogue, or has values that cannot be.</exception>
    public static (NeighbourScorer Scorer, HistoryRankers Rankers) Read(ReadOnlySpan<byte> content, int products, string path)
    {
        var reader = new Reader(content, path);
        int n = reader.Int32(), rows = reader.Int32(), count = reader.Int32(), code = reader.Int32();
        if (n != products) throw reader.Unusable($"is of {n} products; the manifest says {products}");
        var format = TableFormats.All.FirstOrDefault(format => format.Code == code);
        if (rows is < 1 or > 64 || count < 0 || format is null) throw reader.Unusable("has a header that cannot be");
        var from = reader.Values<int>(rows);
        var rankers = new float[rows][];
        for (var row = 0; row < rows; row++) rankers[row] = reader.Values<float>(HistoryFeatures.Count);
        var priors = reader.Values<float>((long)HistoryFeatures.Priors * n);
        var starts = reader.Values<int>((long)n + 1);
        if (starts[0] != 0 || starts[n] != count || !Ascend(starts))
            throw reader.Unusable("has rows that overlap");
        var items = n <= MostShortIds ? Array.ConvertAll(reader.Values<ushort>(count), id => (int)id) : reader.Values<int>(count);
        if (items.AsSpan().ContainsAnyExceptInRange(0, n - 1))
            throw reader.Unusable("names a product that the catalogue lacks");
        var scales = format.Scaled ? reader.Values<float>(n) : [];
        var weights = format.Decode(new EncodedRows(reader.Values<byte>(format.TotalBytes(starts)), scales), starts);
        reader.End();
        if (!AreFinite(priors) || !AreFinite(weights)) throw reader.Unusable("has a value that is not finite");
        try
        {
            return (new NeighbourScorer(new SparseWeights(starts, items, weights), priors), new HistoryRankers(from, rankers));
        }
        catch (ArgumentException e)
        {
            throw reader.Unusable($"has rankers that cannot be ({e.Message})");
        }
    }

    /// <summary>Writes the file.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="neighbours">Item-to-item weights and priors.</param>
    /// <param name="rankers">Weights of the features.</param>
    /// <param name="format">Of the weights, one row a product.</param>
    public static void Write(Stream file, NeighbourScorer neighbours, HistoryRankers rankers, TableFormat format)
    {
        var (weights, n) = (neighbours.ItemWeights, neighbours.Products);
        Span<int> header = [n, rankers.From.Count, weights.Items.Length, format.Code];
        Put<int>(file, header);
        Put<int>(file, rankers.From.ToArray());
        foreach (var ranker in rankers.Rankers) Put(file, ranker.Weights);
        Put(file, neighbours.Priors);
        Put<int>(file, weights.Starts);
        if (n <= MostShortIds) Put<ushort>(file, Array.ConvertAll(weights.Items, item => (ushort)item));
        else Put<int>(file, weights.Items);
        var packed = format.Encode(weights.Weights, weights.Starts);
        if (format.Scaled) Put<float>(file, packed.Scales);
        file.Write(packed.Values);
    }

    private static bool AreFinite(ReadOnlySpan<float> values) => values.IsEmpty || TensorPrimitives.IsFiniteAll(values);

    private static bool Ascend(ReadOnlySpan<int> starts)
    {
        for (var i = 1; i < starts.Length; i++)
        {
            if (starts[i] < starts[i - 1]) return false;
        }
        return true;
    }

    private static void Put<T>(Stream file, ReadOnlySpan<T> values) where T : unmanaged => file.Write(MemoryMarshal.AsBytes(values));

    private ref struct Reader(ReadOnlySpan<byte> content, string path)
    {
        private ReadOnlySpan<byte> _left = content;

        public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

        public T[] Values<T>(long count) where T : unmanaged => MemoryMarshal.Cast<byte, T>(Take(count * Marshal.SizeOf<T>())).ToArray();

        public readonly void End()
        {
            if (!_left.IsEmpty) throw Unusable($"has {_left.Length} bytes too many");
        }

        public readonly ArtifactException Unusable(string what) => new($"{path} {what}. Remedy: run Quantize again.");

        private ReadOnlySpan<byte> Take(long bytes)
        {
            if (bytes < 0 || bytes > _left.Length) throw Unusable("ends too early");
            var taken = _left[..(int)bytes];
            _left = _left[(int)bytes..];
            return taken;
        }
    }
}
