using System.Numerics;
using Recsys.Engine.Vectors;

namespace Recsys.Engine.Searching;

/// <summary>What one search writes while it runs, kept for the next. Not thread-safe.</summary>
/// <param name="products">N.</param>
/// <param name="dimensions">d.</param>
internal sealed class SearchScratch(int products, int dimensions)
{
    private readonly ulong[] _marks = new ulong[(products + 63) / 64];
    private int[] _chosen = [];
    private float[] _features = [], _scores = [];

    /// <summary>The query's vector, d values.</summary>
    public float[] Query { get; } = new float[dimensions];

    /// <summary>BM25 of each product.</summary>
    public float[] Lexical { get; } = new float[products];

    /// <summary>Dot product of each product's vector and the query's.</summary>
    public float[] Dense { get; } = new float[products];

    /// <summary>Room for so many values.</summary>
    public Span<float> Features(int count) => Room(ref _features, count);

    /// <summary>Room for so many values.</summary>
    public Span<float> Scores(int count) => Room(ref _scores, count);

    /// <summary>The best products by BM25, of those with any, and the best by vector, together, in the order of the catalogue.</summary>
    /// <param name="most">Of each kind.</param>
    /// <param name="allowed">Whether each product may be shown; null when all may.</param>
    public ReadOnlySpan<int> Choose(int most, bool[]? allowed)
    {
        var found = Room(ref _chosen, 2 * most);
        var count = Best(Lexical, 0, most, allowed, found);
        count += Best(Dense, float.NegativeInfinity, most, allowed, found[count..]);
        foreach (var product in found[..count]) _marks[product >> 6] |= 1ul << product;
        var distinct = 0;
        for (var word = 0; word < _marks.Length; word++)
        {
            for (var marks = _marks[word]; marks != 0; marks &= marks - 1)
                found[distinct++] = (word << 6) + BitOperations.TrailingZeroCount(marks);
        }
        Array.Clear(_marks);
        return found[..distinct];
    }

    // The products of the best scores above the least.
    private static int Best(ReadOnlySpan<float> scores, float least, int most, bool[]? allowed, Span<int> products)
    {
        using var best = new TopK(most);
        var threshold = least;
        for (var at = Above.Next(scores, 0, threshold); at < scores.Length; at = Above.Next(scores, at, threshold))
        {
            for (var end = Math.Min(at + Above.Block, scores.Length); at < end; at++)
            {
                if (scores[at] > threshold && (allowed is null || allowed[at])) best.Add(at, scores[at]);
            }
            threshold = Math.Max(least, best.Threshold);
        }
        return best.CopyProducts(products);
    }

    private static Span<T> Room<T>(ref T[] values, int count)
    {
        if (values.Length < count) values = new T[Math.Max(count, 2 * values.Length)];
        return values.AsSpan(0, count);
    }
}
