namespace Recsys.Engine.Text;

/// <summary>
/// Text as hashed features, the input of the query encoder; training and serving share it. Every token is a feature, words by
/// their stem; words and compounds also give the 3-grams of <c>&lt;word&gt;</c>, so that misspelt and inflected forms share most of
/// theirs.
/// </summary>
public static class TextFeatures
{
    /// <summary>Features kept of one text; they bound the cost of a very long one.</summary>
    public const int Most = 256;

    private const char Gram = 'g';

    // One letter a kind, in the order of TokenKind.
    private const string Kinds = "wnxcb";

    /// <summary>Features of a text that nobody else reads.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="buckets">Hash buckets H; features are 0…H−1.</param>
    public static int[] Of(string text, int buckets) => Of(AnalysedText.Of(text), buckets);

    /// <summary>Distinct features in order of first occurrence, at most <see cref="Most"/>; empty for a text without letters or
    /// digits.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="buckets">Hash buckets H; features are 0…H−1.</param>
    public static int[] Of(AnalysedText text, int buckets)
    {
        Span<long> features = stackalloc long[Most];
        var count = Of(text, buckets, features);
        var narrow = new int[count];
        for (var i = 0; i < count; i++) narrow[i] = (int)features[i];
        return narrow;
    }

    /// <summary>The same, written where the encoder reads it.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="buckets">Hash buckets H; features are 0…H−1.</param>
    /// <param name="features">Room for <see cref="Most"/>.</param>
    /// <returns>How many there are.</returns>
    internal static int Of(AnalysedText text, int buckets, Span<long> features)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(buckets);
        var count = 0;
        for (var t = 0; t < text.Tokens.Count && count < Most; t++)
        {
            var token = text.Tokens[t];
            Add(features, ref count, Hash(Kinds[(int)token.Kind], token.Stem), buckets);
            if (token.Kind is not (TokenKind.Word or TokenKind.Compound)) continue;
            for (var i = 0; i < token.Text.Length; i++) Add(features, ref count, GramAt(token.Text, i), buckets);
        }
        return count;
    }

    private static void Add(Span<long> features, ref int count, uint hash, int buckets)
    {
        var feature = (long)(hash % (uint)buckets);
        if (count < Most && !features[..count].Contains(feature)) features[count++] = feature;
    }

    /// <summary>
    /// What a classifier reads: first the tokens as they are written, each as often as it occurs, then the distinct 3-grams, in buckets
    /// apart, since a text has many more 3-grams than tokens and they would drown a rare word.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="buckets">Hash buckets H, at least 2; tokens are 0…H/2−1, 3-grams H/2…H−1.</param>
    public static int[] Apart(AnalysedText text, int buckets)
    {
        var first = FirstGram(buckets);
        return
        [
            .. text
                .Tokens.Select(token => (int)(Hash(Kinds[(int)token.Kind], token.Text) % (uint)first))
                .Concat(text.Tokens.SelectMany(Grams).Select(hash => first + (int)(hash % (uint)(buckets - first))).Distinct())
                .Take(Most),
        ];
    }

    /// <summary>The first bucket of a 3-gram in <see cref="Apart"/>.</summary>
    /// <param name="buckets">Hash buckets H, at least 2.</param>
    public static int FirstGram(int buckets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 2);
        return buckets / 2;
    }

    private static IEnumerable<uint> Grams(AnalysedToken token) => token.Kind is TokenKind.Word or TokenKind.Compound
        ? Enumerable.Range(0, token.Text.Length).Select(i => GramAt(token.Text, i))
        : [];

    // The 3-gram of <word> around its character i: of n characters there are n.
    private static uint GramAt(string word, int i) =>
        Hash(Gram, [i == 0 ? '<' : word[i - 1], word[i], i + 1 == word.Length ? '>' : word[i + 1]]);

    /// <summary>
    /// FNV-1a (Fowler, Noll, Vo), 32 bits, over the little-endian bytes of the prefix and the UTF-16 units (offset basis
    /// 2166136261, prime 16777619), then the final mixing of MurmurHash3, since FNV's low bits alone spread poorly over a
    /// power of two.
    /// </summary>
    internal static uint Hash(char prefix, ReadOnlySpan<char> content)
    {
        var hash = Step(Step(2166136261, prefix & 0xFF), prefix >> 8);
        foreach (var unit in content) hash = Step(Step(hash, unit & 0xFF), unit >> 8);
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);

        static uint Step(uint hash, int value) => (hash ^ (uint)value) * 16777619;
    }
}
