using Recsys.Engine.Text;

namespace Recsys.Engine.Index;

/// <summary>
/// BM25 over several fields by weighted counts (Robertson and Zaragoza, The probabilistic relevance framework: BM25 and
/// beyond, 2009, doi:10.1561/1500000019, section 3.6), with k₁ = 1.2 and b = 0.75; exact, over all postings. Thread-safe.
/// </summary>
public sealed class Bm25
{
    private const float K1 = 1.2f, B = 0.75f, Quarters = 4f;
    private readonly InvertedIndex _index;
    private readonly float[] _saturation;

    public Bm25(InvertedIndex index)
    {
        _index = index;
        var total = 0L;
        foreach (var length in index.Lengths) total += length;
        var average = Math.Max(1f, total / (float)Math.Max(1, index.Products));
        _saturation = new float[index.Products];
        for (var i = 0; i < _saturation.Length; i++) _saturation[i] = Quarters * K1 * (1 - B + B * index.Lengths[i] / average);
    }

    /// <summary>ln(1 + (N − n + ½) / (n + ½)) of a term in n of N products: never negative.</summary>
    public static float Idf(int products, uint frequency) => (float)Math.Log(1 + (products - frequency + 0.5) / (frequency + 0.5));

    /// <summary>Scores of all products for a query's distinct terms as they are, misspelt or not.</summary>
    /// <param name="query">Any text.</param>
    /// <param name="scores">N numbers, overwritten; 0 for a product without any of the terms.</param>
    public void Score(string query, Span<float> scores) =>
        Score(SearchQuery.Of(AnalysedText.Of(query), _index, correct: false), scores);

    /// <returns>More than any product can reach.</returns>
    internal float Score(SearchQuery query, Span<float> scores)
    {
        scores.Clear();
        var most = 0f;
        foreach (var term in query.Terms)
        {
            var weight = term.Weight * (K1 + 1);
            most += weight;
            if (term.Id < 0) continue;
            for (var postings = _index.Postings(term.Id); postings.Next();)
                scores[postings.Product] += weight * postings.Count / (postings.Count + _saturation[postings.Product]);
        }
        return most;
    }
}
