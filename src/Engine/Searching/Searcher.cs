using System.Collections.Concurrent;
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
    private readonly ConcurrentBag<SearchScratch> _free = [];

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
        var scratch = Take();
        var query = SearchQuery.Of(text, _index);
        var first = Score(text, query, scratch);
        var products = scratch.Choose(Most(k), _filters.Allowed(filter));
        var scores = scratch.Scores(products.Length);
        var features = scratch.Features(products.Length * MatchFeatures.Names.Count);
        _features.Fill(query, products, first, features);
        _ranker.Score(features, scores);
        if (!user.IsEmpty) AddTaste(products, user, scores, features);
        using var best = new TopK(Math.Min(k, scores.Length));
        for (var i = 0; i < scores.Length; i++) best.Add(products[i], scores[i]);
        _free.Add(scratch);
        return best.ToSorted();
    }

    /// <summary>How the products that the query's words find lie over categories and prices.</summary>
    /// <param name="text">The query, not empty.</param>
    /// <param name="filter">What may be shown.</param>
    public Facets Count(AnalysedText text, SearchFilter filter)
    {
        var scratch = Take();
        _bm25.Score(SearchQuery.Of(text, _index), scratch.Lexical);
        var facets = _filters.Count(scratch.Lexical, TensorPrimitives.Max<float>(scratch.Lexical) * Facets.Share, filter);
        _free.Add(scratch);
        return facets;
    }

    /// <summary>The candidates of a query with their features, in the order of the catalogue.</summary>
    /// <param name="text">The query, not empty.</param>
    /// <param name="k">Products wanted.</param>
    /// <param name="allowed">Whether each product may be shown; null when all may.</param>
    public Candidates Find(AnalysedText text, int k, bool[]? allowed) =>
        Read(text, scratch => scratch.Choose(Most(k), allowed).ToArray());

    /// <summary>The features of given products.</summary>
    /// <param name="text">The query, not empty.</param>
    /// <param name="products">Catalogue indices.</param>
    public Candidates Describe(AnalysedText text, int[] products) => Read(text, _ => products);

    /// <summary>Σ weight × feature of each row.</summary>
    public float[] Scores(float[] features) => _ranker.Scores(features);

    private SearchScratch Take() => _free.TryTake(out var kept) ? kept : new SearchScratch(_index.Products, _items.Dimensions);

    private int Most(int k) => Math.Min(_index.Products, Math.Max(k, MostCandidates));

    private Candidates Read(AnalysedText text, Func<SearchScratch, int[]> choose)
    {
        var scratch = Take();
        var query = SearchQuery.Of(text, _index);
        var first = Score(text, query, scratch);
        var products = choose(scratch);
        var features = new float[products.Length * MatchFeatures.Names.Count];
        _features.Fill(query, products, first, features);
        _free.Add(scratch);
        return new Candidates(products, features);
    }

    private FirstStage Score(AnalysedText text, SearchQuery query, SearchScratch scratch)
    {
        var vector = scratch.Query;
        _encoder.Encode(text, vector);
        _items.Score(vector, 0, scratch.Dense);
        var reach = _bm25.Score(query, scratch.Lexical);
        return new(scratch.Lexical, reach, scratch.Dense, Norm(vector));
    }

    // Writes over the dots.
    private void AddTaste(ReadOnlySpan<int> products, ReadOnlySpan<float> user, Span<float> scores, Span<float> dots)
    {
        var norm = Norm(user);
        _items.Score(user, products, dots);
        for (var i = 0; i < products.Length; i++) scores[i] += Taste * Match.Cosine(dots[i], norm, _norms[products[i]]);
    }

    private static float Norm(ReadOnlySpan<float> vector)
    {
        var sum = 0.0;
        foreach (var value in vector) sum += (double)value * value;
        return (float)Math.Sqrt(sum);
    }
}
