using System.Buffers;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Vectors;

namespace Recsys.Engine.Searching;

/// <summary>
/// Search in two stages: the best products by BM25 over the lexical index and the best by the query's vector, together, are
/// then ordered by a linear blend of their features (Metzler and Croft 2007, doi:10.1007/s10791-006-9019-z). Thread-safe.
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

    private readonly Lexicon _lexicon;
    private readonly Bm25 _bm25;
    private readonly Evidence _evidence;
    private readonly ItemTable _items;
    private readonly FilterTable _filters;
    private readonly float[] _popularity;
    private readonly float[] _norms;
    private readonly float[] _weights;

    public Searcher(Catalogue catalogue, Lexicon lexicon, ItemTable items, SearchFusion fusion)
    {
        (_lexicon, _items) = (lexicon, items);
        (_bm25, _evidence, _filters) = (new Bm25(lexicon), new Evidence(lexicon), new FilterTable(catalogue));
        _weights = [.. SearchFusion.Features.Select(name => (float)fusion.Weights.GetValueOrDefault(name))];
        _popularity = new float[catalogue.Count];
        _norms = new float[catalogue.Count];
        var vector = new float[items.Dimensions];
        var most = Math.Log(1.0 + Enumerable.Range(0, catalogue.Count).Select(i => catalogue[i].Popularity).Append(1).Max());
        for (var i = 0; i < catalogue.Count; i++)
        {
            _popularity[i] = (float)(Math.Log(1.0 + Math.Max(0, catalogue[i].Popularity)) / most);
            items.CopyRow(i, vector);
            _norms[i] = Norm(vector);
        }
    }

    /// <summary>The best products, best first.</summary>
    /// <param name="text">The query.</param>
    /// <param name="vector">The query's vector, d values.</param>
    /// <param name="k">Products wanted.</param>
    /// <param name="filter">What may be shown; null for all.</param>
    /// <param name="user">The vector of a known user, d values; empty for none.</param>
    public Hit[] Search(string text, ReadOnlySpan<float> vector, int k, SearchFilter? filter, ReadOnlySpan<float> user)
    {
        var found = Find(text, vector, k, _filters.Allowed(filter));
        var scores = Scores(found.Features);
        if (!user.IsEmpty) AddTaste(found.Products, user, scores);
        var best = new TopK(Math.Min(k, scores.Length));
        for (var i = 0; i < scores.Length; i++) best.Add(found.Products[i], scores[i]);
        return best.ToSorted();
    }

    /// <summary>The candidates of a query with their features, in the order of the catalogue.</summary>
    public Candidates Find(string text, ReadOnlySpan<float> vector, int k, bool[]? allowed)
    {
        var n = _lexicon.Products;
        var (lexical, dense) = (ArrayPool<float>.Shared.Rent(n), ArrayPool<float>.Shared.Rent(n));
        var query = SearchQuery.Of(text, _lexicon);
        var reach = ScoreAll(query, vector, lexical.AsSpan(0, n), dense.AsSpan(0, n));
        var (byTerms, byVector) = (new TopK(Math.Min(n, Math.Max(k, MostCandidates))), new TopK(Math.Min(n, Math.Max(k, MostCandidates))));
        for (var i = 0; i < n; i++)
        {
            if (allowed is not null && !allowed[i]) continue;
            if (lexical[i] > 0 && lexical[i] > byTerms.Threshold) byTerms.Add(i, lexical[i]);
            if (dense[i] > byVector.Threshold) byVector.Add(i, dense[i]);
        }
        var products = byTerms.ToSorted().Concat(byVector.ToSorted()).Select(hit => hit.Product).Distinct().Order().ToArray();
        var features = Features(query, reach, vector, products, lexical, dense);
        ArrayPool<float>.Shared.Return(lexical);
        ArrayPool<float>.Shared.Return(dense);
        return new Candidates(products, features);
    }

    /// <summary>The features of given products.</summary>
    public Candidates Describe(string text, ReadOnlySpan<float> vector, int[] products)
    {
        var n = _lexicon.Products;
        var (lexical, dense) = (ArrayPool<float>.Shared.Rent(n), ArrayPool<float>.Shared.Rent(n));
        var query = SearchQuery.Of(text, _lexicon);
        var reach = ScoreAll(query, vector, lexical.AsSpan(0, n), dense.AsSpan(0, n));
        var features = Features(query, reach, vector, products, lexical, dense);
        ArrayPool<float>.Shared.Return(lexical);
        ArrayPool<float>.Shared.Return(dense);
        return new Candidates(products, features);
    }

    /// <summary>Σ weight × feature of each row.</summary>
    public float[] Scores(float[] features)
    {
        var scores = new float[features.Length / Evidence.Features];
        for (var i = 0; i < scores.Length; i++)
        {
            var score = 0f;
            for (var f = 0; f < Evidence.Features; f++) score += _weights[f] * features[i * Evidence.Features + f];
            scores[i] = score;
        }
        return scores;
    }

    private float ScoreAll(SearchQuery query, ReadOnlySpan<float> vector, Span<float> lexical, Span<float> dense)
    {
        const int block = 1024;
        for (var first = 0; first < dense.Length; first += block)
            _items.Score(vector, first, dense.Slice(first, Math.Min(block, dense.Length - first)));
        return _bm25.Score(query, lexical);
    }

    private float[] Features(SearchQuery query, float reach, ReadOnlySpan<float> vector, int[] products, float[] lexical, float[] dense)
    {
        var features = new float[products.Length * Evidence.Features];
        var grams = _evidence.GramsOf(query);
        var norm = Norm(vector);
        for (var i = 0; i < products.Length; i++)
        {
            var row = features.AsSpan(i * Evidence.Features, Evidence.Features);
            _evidence.Read(query, grams, products[i], row);
            row[0] = reach > 0 ? lexical[products[i]] / reach : 0;
            row[7] = Cosine(dense[products[i]], norm, _norms[products[i]]);
            row[8] = _popularity[products[i]];
        }
        return features;
    }

    private void AddTaste(int[] products, ReadOnlySpan<float> user, float[] scores)
    {
        var norm = Norm(user);
        Span<float> one = stackalloc float[1];
        for (var i = 0; i < products.Length; i++)
        {
            _items.Score(user, products[i], one);
            scores[i] += Taste * Cosine(one[0], norm, _norms[products[i]]);
        }
    }

    private static float Cosine(float dot, float left, float right) => left > 0 && right > 0 ? dot / (left * right) : 0;

    private static float Norm(ReadOnlySpan<float> vector)
    {
        var sum = 0.0;
        foreach (var value in vector) sum += (double)value * value;
        return (float)Math.Sqrt(sum);
    }
}
