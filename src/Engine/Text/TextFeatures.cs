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
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(buckets);
        var seen = new HashSet<int>();
        var features = new List<int>();
        foreach (var (kind, token, stem) in text.Tokens)
        {
            Add(Kinds[(int)kind], stem);
            if (kind is TokenKind.Word or TokenKind.Compound)
            {
                var marked = $"<{token}>";
                for (var i = 0; i + 3 <= marked.Length; i++) Add(Gram, marked.AsSpan(i, 3));
            }
            if (features.Count == Most) break;
        }
        return [.. features];

        void Add(char prefix, ReadOnlySpan<char> content)
        {
            var feature = (int)(Hash(prefix, content) % (uint)buckets);
            if (features.Count < Most && seen.Add(feature)) features.Add(feature);
        }
    }

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
