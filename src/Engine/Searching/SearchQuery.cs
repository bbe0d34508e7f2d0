namespace Recsys.Engine.Searching;

/// <summary>One term of a query.</summary>
/// <param name="Id">In the lexicon; −1 where no product has it.</param>
/// <param name="Weight">Its inverse document frequency, less where the term stands in for a misspelt one.</param>
/// <param name="Atom">Part of the query's sequence.</param>
/// <param name="Numeric">It has a digit.</param>
internal readonly record struct QueryTerm(int Id, float Weight, bool Atom, bool Numeric);

/// <summary>A query as the lexicon sees it: distinct terms, and the sequence of its atoms.</summary>
internal sealed class SearchQuery
{
    /// <summary>Distinct terms that are looked up; they bound the cost of a very long query.</summary>
    public const int MostTerms = 64;

    // A word that no product has counts this much as the nearest one that a product has.
    private const float Corrected = 0.7f;

    private SearchQuery(QueryTerm[] terms, int[] sequence) => (Terms, Sequence) = (terms, sequence);

    public QueryTerm[] Terms { get; }

    /// <summary>Positions in <see cref="Terms"/> of the atoms, in the order of the query.</summary>
    public int[] Sequence { get; }

    /// <param name="text">Any text.</param>
    /// <param name="lexicon">Where its terms are looked for.</param>
    /// <param name="correct">Whether the nearest term stands in for a word that no product has.</param>
    public static SearchQuery Of(string text, Lexicon lexicon, bool correct = true)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var terms = new List<QueryTerm>();
        var sequence = new List<int>();
        foreach (var (term, atom) in SearchTerms.Of(text))
        {
            if (!places.TryGetValue(term, out var place))
            {
                if (terms.Count == MostTerms) break;
                places[term] = place = terms.Count;
                terms.Add(Find(term, atom, lexicon, correct));
            }
            if (atom) sequence.Add(place);
        }
        return new SearchQuery([.. terms], [.. sequence]);
    }

    private static QueryTerm Find(string term, bool atom, Lexicon lexicon, bool correct)
    {
        var numeric = term.AsSpan().IndexOfAnyInRange('0', '9') >= 0;
        var id = lexicon.Find(term);
        if (id >= 0) return new QueryTerm(id, Bm25.Idf(lexicon.Products, lexicon.Frequencies[id]), atom, numeric);
        var unknown = Bm25.Idf(lexicon.Products, 0);
        if (!correct || !atom || numeric || (id = NearestTerm.Of(term, lexicon)) < 0) return new QueryTerm(-1, unknown, atom, numeric);
        return new QueryTerm(id, Corrected * Bm25.Idf(lexicon.Products, lexicon.Frequencies[id]), atom, numeric);
    }
}
