using Recsys.Contracts.Artifacts;

namespace Recsys.Engine.Index;

/// <summary>Looks at every number of a lexical index once: none may lead outside the file, whatever wrote it.</summary>
internal static class InvertedIndexCheck
{
    private const int LongestVarint = 5;

    /// <param name="refuse">Makes the error of what is wrong.</param>
    public static void Run(InvertedIndex index, Func<string, ArtifactException> refuse)
    {
        foreach (var (start, count, bytes, name) in index.Sections)
        {
            var previous = 0u;
            foreach (var end in index.Table(start, count))
            {
                if (end < previous || end > bytes) throw refuse($"the ends of its {name} do not ascend within {bytes} bytes");
                previous = end;
            }
            if (previous != bytes) throw refuse($"its {name} end at byte {previous} of {bytes}");
        }
        for (var id = 0; id < index.Terms; id++)
        {
            var term = index.Term(id);
            if (term.IsEmpty || term.Length > InvertedIndexFormat.LongestTerm)
                throw refuse($"term {id} has {term.Length} bytes, not 1 to {InvertedIndexFormat.LongestTerm}");
            if (id > 0 && index.Term(id - 1).SequenceCompareTo(term) >= 0)
                throw refuse($"term {id} is not in order");
            if (Postings(index, id) is { } problem)
                throw refuse($"the postings of term {id} {problem}");
        }
        for (var product = 0; product < index.Products; product++)
        {
            var rest = index.TitleBytes(product);
            while (!rest.IsEmpty)
            {
                if (!TryVarint(ref rest, out var id) || id >= index.Terms)
                    throw refuse($"the title of product {product} has a term that does not exist");
            }
        }
    }

    private static string? Postings(InvertedIndex index, int id)
    {
        var rest = index.PostingBytes(id);
        var (product, count) = (-1L, 0u);
        while (!rest.IsEmpty)
        {
            if (!TryVarint(ref rest, out var step) || rest.IsEmpty) return "end within a number";
            if (step == 0 || (product += step) >= index.Products) return "do not ascend within the products";
            if (rest[0] == 0) return "have a count of 0";
            rest = rest[1..];
            count++;
        }
        return count == index.Frequencies[id] ? null : $"are {count}, its frequency is {index.Frequencies[id]}";
    }

    private static bool TryVarint(ref ReadOnlySpan<byte> rest, out uint value)
    {
        value = 0;
        for (var at = 0; at < Math.Min(LongestVarint, rest.Length); at++)
        {
            if (at == LongestVarint - 1 && rest[at] > 0x0F) return false;
            value |= (rest[at] & 0x7Fu) << (7 * at);
            if (rest[at] >= 0x80) continue;
            rest = rest[(at + 1)..];
            return true;
        }
        return false;
    }
}
