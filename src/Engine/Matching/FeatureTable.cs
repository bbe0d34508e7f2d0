using Recsys.Engine.Index;

namespace Recsys.Engine.Matching;

/// <summary>Every product's scores for one query, before the features.</summary>
/// <param name="Bm25">At least N scores.</param>
/// <param name="Bm25Reach">More than any product can reach.</param>
/// <param name="Dots">At least N dot products of the query's vector and the product's.</param>
/// <param name="QueryNorm">Length of the query's vector.</param>
internal readonly record struct FirstStage(float[] Bm25, float Bm25Reach, float[] Dots, float QueryNorm);

/// <summary>Makes rows of <see cref="MatchFeatures.All"/>. Thread-safe.</summary>
internal sealed class FeatureTable(SearchTables tables)
{
    private readonly TitleReader _titles = new(tables.Index);
    private readonly MatchReader[] _readers = [.. MatchFeatures.All.Select(feature => feature.Open(tables))];

    /// <summary>The features of some products, row-major.</summary>
    /// <param name="query">The query as the index sees it.</param>
    /// <param name="products">n catalogue indices.</param>
    /// <param name="scores">Scores of all products for the query.</param>
    /// <param name="features">n rows, written.</param>
    public void Fill(SearchQuery query, ReadOnlySpan<int> products, in FirstStage scores, Span<float> features)
    {
        var titles = _titles.For(query);
        for (var i = 0; i < products.Length; i++)
        {
            var match = new Match
            {
                Query = query,
                Product = products[i],
                Bm25 = scores.Bm25[products[i]],
                Bm25Reach = scores.Bm25Reach,
                Dot = scores.Dots[products[i]],
                QueryNorm = scores.QueryNorm,
                Title = titles.Read(products[i]),
            };
            for (var f = 0; f < _readers.Length; f++) features[i * _readers.Length + f] = _readers[f](match);
        }
    }
}
