using System.Numerics;
using Recsys.Engine.Index;

namespace Recsys.Engine.Matching;

/// <summary>Reads titles against a query, word by word, once for all features. Thread-safe.</summary>
internal sealed class TitleReader
{
    private const int MostAtoms = 128;
    private readonly InvertedIndex _index;
    private readonly float[] _idf;
    private readonly ulong[] _grams;

    public TitleReader(InvertedIndex index)
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

    /// <summary>Begins to read for a query.</summary>
    public Pass For(SearchQuery query) => new(this, query);

    /// <summary>Reads one title after another against one query; not thread-safe, each match lasts until the next.</summary>
    internal sealed class Pass
    {
        private readonly TitleReader _reader;
        private readonly int[] _ids;
        private readonly ulong[] _queryGrams;
        private readonly bool[] _found;
        private readonly float[] _alike;
        private readonly int[] _places = new int[MostAtoms];

        // Most words of a title are none of the query's and like none of them: one bit for each id modulo 64, and all 3-grams together.
        private readonly ulong _someIds, _someGrams;

        public Pass(TitleReader reader, SearchQuery query)
        {
            var terms = query.Terms;
            (_reader, _ids, _queryGrams) = (reader, new int[terms.Length], new ulong[terms.Length]);
            (_found, _alike) = (new bool[terms.Length], new float[terms.Length]);
            for (var i = 0; i < terms.Length; i++)
            {
                _ids[i] = terms[i].Id;
                if (_ids[i] < 0) continue;
                _someIds |= 1ul << _ids[i];
                if (terms[i].Atom) _queryGrams[i] = reader._grams[_ids[i]];
                _someGrams |= _queryGrams[i];
            }
        }

        public TitleMatch Read(int product)
        {
            Array.Clear(_found);
            Array.Clear(_alike);
            var (length, matched, whole) = (0, 0f, 0f);
            for (var title = _reader._index.Title(product); !title.End && length < MostAtoms; length++)
            {
                var id = (int)title.Next();
                var place = (_someIds >> id & 1) == 0 ? -1 : _ids.AsSpan().IndexOf(id);
                _places[length] = place;
                whole += _reader._idf[id];
                if (place >= 0)
                {
                    _found[place] = true;
                    matched += _reader._idf[id];
                }
                else if (_reader._grams[id] is var grams && (grams & _someGrams) != 0)
                {
                    for (var i = 0; i < _alike.Length; i++)
                    {
                        if ((_queryGrams[i] & grams) != 0) _alike[i] = Math.Max(_alike[i], Dice(_queryGrams[i], grams));
                    }
                }
            }
            return new TitleMatch
            {
                Found = _found,
                Alike = _alike,
                Places = _places.AsSpan(0, length),
                Matched = matched,
                Whole = whole,
            };
        }
    }

    /// <summary>Shared 3-grams of two words, twice, over those of both; hashed, so at times a little too high.</summary>
    private static float Dice(ulong left, ulong right) =>
        2f * BitOperations.PopCount(left & right) / (BitOperations.PopCount(left) + BitOperations.PopCount(right));

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
