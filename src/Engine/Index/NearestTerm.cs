namespace Recsys.Engine.Index;

/// <summary>
/// The term meant by a misspelt word: of the terms with the same first letter the one with the fewest insertions, deletions,
/// changes and swaps of neighbours (optimal string alignment, after Damerau, CACM 1964), then with the most products.
/// </summary>
internal static class NearestTerm
{
    private const int Shortest = 4, Longest = 32, TwoMistakesFrom = 8;

    /// <summary>Its id; −1 where there is none within one mistake, or two from eight letters on.</summary>
    /// <param name="word">Only words of 4 to 32 ASCII letters are looked for.</param>
    public static int Of(string word, InvertedIndex index)
    {
        if (word.Length is < Shortest or > Longest) return -1;
        Span<byte> wanted = stackalloc byte[word.Length];
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] is < 'a' or > 'z') return -1;
            wanted[i] = (byte)word[i];
        }
        var (best, distance) = (-1, (word.Length < TwoMistakesFrom ? 1 : 2) + 1);
        for (var id = First(index, wanted[0]); id < index.Terms && index.Term(id)[0] == wanted[0]; id++)
        {
            var term = index.Term(id);
            if (Math.Abs(term.Length - wanted.Length) > Math.Min(2, distance) || term.Length < Shortest) continue;
            var found = Distance(wanted, term, distance);
            if (found < distance || (found == distance && best >= 0 && index.Frequencies[id] > index.Frequencies[best]))
                (best, distance) = (id, found);
        }
        return best;
    }

    private static int First(InvertedIndex index, byte letter)
    {
        int low = 0, high = index.Terms;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (index.Term(middle)[0] < letter) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>The distance, or a number above <paramref name="most"/> as soon as it must be.</summary>
    internal static int Distance(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int most)
    {
        Span<int> before = stackalloc int[right.Length + 1],
            last = stackalloc int[right.Length + 1],
            row = stackalloc int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
            last[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            var least = row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = left[i - 1] == right[j - 1] ? 0 : 1;
                var value = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + same);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    value = Math.Min(value, before[j - 2] + 1);
                row[j] = value;
                least = Math.Min(least, value);
            }
            if (least > most) return most + 1;
            var spare = before;
            before = last;
            last = row;
            row = spare;
        }
        return last[right.Length];
    }
}
