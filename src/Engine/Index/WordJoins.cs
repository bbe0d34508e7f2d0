namespace Recsys.Engine.Index;

/// <summary>Words that one writes in one and another in two: <c>dish washer</c>, <c>deckover</c>.</summary>
internal static class WordJoins
{
    // Shorter parts are words by chance.
    private const int ShortestPart = 3, LongestWord = 32;

    /// <summary>The term that two neighbouring words make together; −1 where no product has it.</summary>
    public static int Join(string left, string right, InvertedIndex index) =>
        left.Length + right.Length <= LongestWord && IsWord(left) && IsWord(right) ? index.Find(left + right) : -1;

    /// <summary>The two terms that a word is made of, each in some product, the rarer of them as frequent as can be; null where there are
    /// none.</summary>
    public static (int Left, int Right)? Split(string word, InvertedIndex index)
    {
        if (word.Length > LongestWord || !IsWord(word)) return null;
        ((int, int)? best, uint most) = (null, 0);
        for (var at = ShortestPart; at <= word.Length - ShortestPart; at++)
        {
            int left = index.Find(word.AsSpan(0, at)), right = index.Find(word.AsSpan(at));
            if (left < 0 || right < 0) continue;
            var frequency = Math.Min(index.Frequencies[left], index.Frequencies[right]);
            if (frequency > most) (best, most) = ((left, right), frequency);
        }
        return best;
    }

    private static bool IsWord(string text) => text.AsSpan().IndexOfAnyExceptInRange('a', 'z') < 0;
}
