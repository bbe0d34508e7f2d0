using Recsys.Engine.Text;

namespace Recsys.Engine.Index;

/// <summary>One term of a query.</summary>
/// <param name="Id">In the index; −1 where no product has it.</param>
/// <param name="Weight">Its inverse document frequency, less where the term stands in for what was written.</param>
/// <param name="Atom">Part of the query's sequence.</param>
/// <param name="Numeric">It has a digit.</param>
internal readonly record struct QueryTerm(int Id, float Weight, bool Atom, bool Numeric);

/// <summary>A query as the index sees it: distinct terms, and the sequence of its atoms.</summary>
internal sealed class SearchQuery
{
    /// <summary>Distinct terms that are looked up, and atoms of the sequence; they bound the cost of a very long query.</summary>
    public const int MostTerms = 64;

    // A query with more unknown words is no misspelt one.
    private const int MostCorrected = 8;

    // What stands in for a word that no product has counts this much of what the word itself would.
    private const float StandsIn = 0.7f;

    private readonly InvertedIndex _index;
    private readonly List<QueryTerm> _terms = [];
    private readonly List<string> _texts = [];
    private readonly List<int> _sequence = [];

    private SearchQuery(InvertedIndex index) => _index = index;

    public QueryTerm[] Terms { get; private set; } = [];

    /// <summary>Positions in <see cref="Terms"/> of the atoms, in the order of the query.</summary>
    public int[] Sequence { get; private set; } = [];

    /// <param name="text">The query.</param>
    /// <param name="index">Where its terms are looked for.</param>
    /// <param name="correct">Whether others stand in for words that no product has, and words count that two neighbours make.</param>
    public static SearchQuery Of(AnalysedText text, InvertedIndex index, bool correct = true)
    {
        var query = new SearchQuery(index);
        query.Read(text);
        if (correct) query.Correct();
        (query.Terms, query.Sequence) = ([.. query._terms], [.. query._sequence]);
        return query;
    }

    private void Read(AnalysedText text)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (term, atom) in SearchTerms.Of(text))
        {
            if (!places.TryGetValue(term, out var place))
            {
                if (_terms.Count == MostTerms) break;
                places[term] = place = _terms.Count;
                var id = _index.Find(term);
                _terms.Add(new QueryTerm(id, Weight(id), atom, term.AsSpan().IndexOfAnyInRange('0', '9') >= 0));
                _texts.Add(term);
            }
            if (!atom) continue;
            if (_sequence.Count == MostTerms) break;
            _sequence.Add(place);
        }
    }

    private void Correct()
    {
        var (read, corrected) = (_terms.Count, 0);
        for (var i = 0; i < read && corrected < MostCorrected; i++)
        {
            if (_terms[i] is not { Id: < 0, Atom: true, Numeric: false }) continue;
            corrected++;
            if (NearestTerm.Of(_texts[i], _index) is var near and >= 0)
            {
                _terms[i] = _terms[i] with { Id = near, Weight = StandsIn * Weight(near) };
            }
            else if (WordJoins.Split(_texts[i], _index) is var (left, right))
            {
                Add(left, StandsIn);
                Add(right, StandsIn);
            }
        }
        for (var i = 1; i < _sequence.Count; i++) Add(WordJoins.Join(_texts[_sequence[i - 1]], _texts[_sequence[i]], _index), 1);
    }

    private void Add(int id, float share)
    {
        if (id < 0 || _terms.Count >= MostTerms || _terms.Exists(term => term.Id == id)) return;
        _terms.Add(new QueryTerm(id, share * Weight(id), Atom: false, Numeric: false));
    }

    private float Weight(int id) => Bm25.Idf(_index.Products, id < 0 ? 0 : _index.Frequencies[id]);
}
