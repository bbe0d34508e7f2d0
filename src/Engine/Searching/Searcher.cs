using System.Buffers;
using System.Numerics.Tensors;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Catalogues;
using Recsys.Engine.Index;
using Recsys.Engine.Inference;
using Recsys.Engine.Matching;
using Recsys.Engine.Ranking;
using Recsys.Engine.Vectors;
using Recsys.Engine.Text;

namespace Recsys.Engine.Searching;

/// <summary>
/// Search in two stages: the best products by BM25 over the inverted index and the best by the query's vector, together, are
/// then ordered by a linear ranker of their features. Thread-safe.
/// </summary>
internal sealed class Searcher
{
    /// <summary>Candidates of each kind; more where more products are wanted.</summary>
    public const int MostCandidates = 200;

    /// <summary>
    /// Weight of the cosine of a known user's vector and the product's: it orders what answers the query about as well, and
    /// no more.
    /// </summary>
    private const float Taste = 0.1f;

    private readonly InvertedIndex _index;
    private readonly ItemTable _items;
    private readonly ITextEncoder _encoder;
    private readonly Bm25 _bm25;
    private readonly FilterTable _filters;
    private readonly float[] _norms;
    private readonly FeatureTable _features;
    private readonly LinearRanker _ranker;

    /// <param name="catalogue">N products.</param>
    /// <param name="index">Of the same products.</param>
    /// <param name="items">Vectors of the same products.</param>
    /// <param name="encoder">Gives a query its vector.</param>
    /// <param name="weights">What each feature counts.</param>
    public Searcher(Catalogue catalogue, InvertedIndex index, ItemTable items, ITextEncoder encoder, SearchWeights weights)
    {
        (_index, _items, _encoder) = (index, items, encoder);
        (_bm25, _filters) = (new Bm25(index), new FilterTable(catalogue));
        _ranker = LinearRanker.Of(MatchFeatures.Names, weights.Weights);
        _norms = new float[catalogue.Count];
        var vector = new float[items.Dimensions];
        for (var i = 0; i < _norms.Length; i++)
        {
            items.CopyRow(i, vector);
            _norms[i] = Norm(vector);
        }
        _features = new FeatureTable(new SearchTables(catalogue, index, items, _norms));
    }

    /// <summary>The best products, best first.</summary>
    /// <param name="text">The query, not empty.</param>
    /// <param name="k">Products wanted.</param>
    /// <param name="filter">What may be shown; null for all.</param>
    /// <param name="user">The vector of a known user, d values; empty for none.</param>
    public Hit[] Search(AnalysedText text, int k, SearchFilter? filter, ReadOnlySpan<float> user)
    {
        var found = Find(text, k, _filters.Allowed(filter));
        var scores = Scores(found.Features);
        if (!user.IsEmpty) AddTaste(found.Products, user, scores);
        var best = new TopK(Math.Min(k, scores.Length));
        for (var i = 0; i < scores.Length; i++) best.Add(found.Products[i], scores[i]);
        return best.ToSorted();
    }

    /// <summary>How the products that the query's words find lie over categories and prices.</summary>
    /// <param name="text">The query, not empty.</param>
    /// <param name="filter">What may be shown.</param>
    public Facets Count(AnalysedText text, SearchFilter filter)
    {
        var lexical = ArrayPool<float>.Shared.Rent(_index.Products);
        _bm25.Score(SearchQuery.Of(text, _index), lexical.AsSpan(0, _index.Products));
        var scores = lexical.AsSpan(0, _index.Products);
        var facets = _filters.Count(scores, TensorPrimitives.Max<float>(scores) * Facets.Share, filter);
        ArrayPool<float>.Shared.Return(lexical);
        return facets;
    }

    /// <summary>The candidates of a query with their features, in the order of the catalogue.</summary>
    /// <param name="text">The query, not empty.</param>
    /// <param name="k">Products wanted.</param>
    /// <param name="allowed">Whether each product may be shown; null when all may.</param>
    public Candidates Find(AnalysedText text, int k, bool[]? allowed) =>
        Read(text, (lexical, dense) => Best(lexical, dense, Math.Min(_index.Products, Math.Max(k, MostCandidates)), allowed));

    /// <summary>The features of given products.</summary>
    /// <param name="text">The query, not empty.</param>
    /// <param name="products">Catalogue indices.</param>
    public Candidates Describe(AnalysedText text, int[] products) => Read(text, (_, _) => products);

    /// <summary>Σ weight × feature of each row.</summary>
    public float[] Scores(float[] features) => _ranker.Scores(features);

    private Candidates Read(AnalysedText text, Func<float[], float[], int[]> choose)
    {
        const int block = 1024;
        var n = _index.Products;
        var vector = _encoder.Encode(text);
        var query = SearchQuery.Of(text, _index);
        var (lexical, dense) = (ArrayPool<float>.Shared.Rent(n), ArrayPool<float>.Shared.Rent(n));
        for (var first = 0; first < n; first += block) _items.Score(vector, first, dense.AsSpan(first, Math.Min(block, n - first)));
        var reach = _bm25.Score(query, lexical.AsSpan(0, n));
        var products = choose(lexical, dense);
        var features = _features.Of(query, products, new(lexical, reach, dense, Norm(vector)));
        ArrayPool<float>.Shared.Return(lexical);
        ArrayPool<float>.Shared.Return(dense);
        return new Candidates(products, features);
    }

    private int[] Best(float[] lexical, float[] dense, int most, bool[]? allowed)
    {
        var (byTerms, byVector) = (new TopK(most), new TopK(most));
        for (var i = 0; i < _index.Products; i++)
        {
            if (allowed is not null && !allowed[i]) continue;
            if (lexical[i] > 0 && lexical[i] > byTerms.Threshold) byTerms.Add(i, lexical[i]);
            if (dense[i] > byVector.Threshold) byVector.Add(i, dense[i]);
        }
        return byTerms.ToSorted().Concat(byVector.ToSorted()).Select(hit => hit.Product).Distinct().Order().ToArray();
    }

    private void AddTaste(int[] products, ReadOnlySpan<float> user, float[] scores)
    {
        var norm = Norm(user);
        Span<float> one = stackalloc float[1];
        for (var i = 0; i < products.Length; i++)
        {
            _items.Score(user, products[i], one);
            scores[i] += Taste * Match.Cosine(one[0], norm, _norms[products[i]]);
        }
    }

    private static float Norm(ReadOnlySpan<float> vector)
    {
        var sum = 0.0;
        foreach (var value in vector) sum += (double)value * value;
        return (float)Math.Sqrt(sum);
    }
}
