using System.Numerics;
using Recsys.Engine.Index;

namespace Recsys.Engine.Searching;

/// <summary>
/// What a title tells of a query beyond the sum of its terms, after the features of learning to rank (Liu 2009,
/// doi:10.1561/1500000016): how much of the query it covers, in which order, and how much else it has. Thread-safe.
/// </summary>
internal sealed class Evidence
{
    public const int Features = 9;

    // Of one word's 3-grams another must share this much to count as the same word, misspelt or derived.
    private const float Alike = 0.4f;
    private const int MostAtoms = 128;
    private readonly InvertedIndex _index;
    private readonly float[] _idf;
    private readonly ulong[] _grams;

    public Evidence(InvertedIndex index)
    {
        _index = index;
        _idf = new float[index.Terms];
        _grams = new ulong[index.Terms];
        for (var id = 0; id < index.Terms; id++)
        {
            _idf[id] = Bm25.Idf(index.Products, index.Frequencies[id]);
            _grams[id] = Grams(index.Term(id));
        }
    }

    /// <summary>Fills the features of a title: coverage, phrase, focus, head, numbers, grams.</summary>
    public void Read(SearchQuery query, ReadOnlySpan<ulong> queryGrams, int product, Span<float> features)
    {
        var terms = query.Terms;
        Span<bool> found = stackalloc bool[terms.Length];
        Span<float> alike = stackalloc float[terms.Length];
        Span<int> places = stackalloc int[MostAtoms];
        found.Clear();
        alike.Clear();
        var (length, matched, whole) = (0, 0f, 0f);
        for (var title = _index.Title(product); !title.End && length < MostAtoms; length++)
        {
            var id = (int)title.Next();
            var place = Place(terms, id);
            places[length] = place;
            whole += _idf[id];
            if (place >= 0)
            {
                found[place] = true;
                matched += _idf[id];
            }
            else if (_grams[id] != 0)
            {
                for (var i = 0; i < terms.Length; i++) alike[i] = Math.Max(alike[i], Dice(queryGrams[i], _grams[id]));
            }
        }
        var (all, covered, close, numbers, numbersFound) = (0f, 0f, 0f, 0, 0);
        for (var i = 0; i < terms.Length; i++)
        {
            if (!terms[i].Atom) continue;
            if (terms[i].Numeric)
            {
                numbers++;
                if (found[i]) numbersFound++;
            }
            all += terms[i].Weight;
            if (found[i]) covered += terms[i].Weight;
            else if (alike[i] >= Alike) close += terms[i].Weight * alike[i];
        }
        features[1] = Share(covered, all);
        features[2] = Phrase(query, places[..length]);
        features[3] = Share(matched, whole);
        features[4] = query.Sequence.Length > 0 && found[query.Sequence[^1]] ? 1 : 0;
        features[5] = numbers == 0 ? 0 : numbersFound / (float)numbers;
        features[6] = Share(covered + close, all);
    }

    /// <summary>The 3-grams of each term that stands in the query as a word.</summary>
    public ulong[] GramsOf(SearchQuery query) => Array.ConvertAll(query.Terms, term => term.Id >= 0 && term.Atom ? _grams[term.Id] : 0);

    /// <summary>Share of the query's neighbouring atoms, by weight, that are neighbours in the title in the same order.</summary>
    private static float Phrase(SearchQuery query, ReadOnlySpan<int> title)
    {
        var (all, found) = (0f, 0f);
        for (var i = 1; i < query.Sequence.Length; i++)
        {
            var (left, right) = (query.Sequence[i - 1], query.Sequence[i]);
            var weight = query.Terms[left].Weight + query.Terms[right].Weight;
            all += weight;
            for (var at = 1; at < title.Length; at++)
            {
                if (title[at - 1] != left || title[at] != right) continue;
                found += weight;
                break;
            }
        }
        return Share(found, all);
    }

    private static int Place(QueryTerm[] terms, int id)
    {
        for (var i = 0; i < terms.Length; i++)
        {
            if (terms[i].Id == id) return i;
        }
        return -1;
    }

    private static float Share(float part, float whole) => whole > 0 ? part / whole : 0;

    /// <summary>Shared 3-grams of two words, twice, over those of both; hashed, so at times a little too high.</summary>
    private static float Dice(ulong left, ulong right) =>
        left == 0 ? 0 : 2f * BitOperations.PopCount(left & right) / (BitOperations.PopCount(left) + BitOperations.PopCount(right));

    /// <summary>The 3-grams of &lt;word&gt; hashed to 64 bits; none for other than words of three ASCII letters or more.</summary>
    private static ulong Grams(ReadOnlySpan<byte> term)
    {
        if (term.Length < 3 || term.IndexOfAnyExceptInRange((byte)'a', (byte)'z') >= 0) return 0;
        Span<byte> marked = stackalloc byte[term.Length + 2];
        marked[0] = (byte)'<';
        term.CopyTo(marked[1..]);
        marked[^1] = (byte)'>';
        var grams = 0ul;
        for (var i = 0; i + 3 <= marked.Length; i++)
            grams |= 1ul << (int)((((uint)marked[i] << 16 | (uint)marked[i + 1] << 8 | marked[i + 2]) * 2654435761u) >> 26);
        return grams;
    }
}
