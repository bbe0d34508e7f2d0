namespace Recsys.Contracts.Artifacts;

/// <summary>
/// Constants of <c>lexicon.bin</c>, the inverted index of the products' texts; docs/artifacts.md has the layout. Numbers are
/// little-endian uint32, or varints: seven bits a byte, the lowest first, the high bit set on all but the last.
/// </summary>
public static class InvertedIndexFormat
{
    public const string FileName = "lexicon.bin";

    /// <summary>"RLX" and the version.</summary>
    public const uint Magic = 'R' | ('L' << 8) | ('X' << 16) | (1u << 24);

    /// <summary>Numbers before the tables: magic, products N, terms T, and the bytes of the terms, the postings and the titles.</summary>
    public const int HeaderNumbers = 6;

    /// <summary>Occurrences are counted in quarters: one in a title is 4, in a category 2, in a description 1.</summary>
    public const int Title = 4, Category = 2, Description = 1;

    /// <summary>The largest count that is kept of one term in one product.</summary>
    public const int MostCounted = 255;

    /// <summary>Bytes of a term's UTF-8 that are kept: a word has at most 64 characters of at most 4 bytes.</summary>
    public const int LongestTerm = 256;
}
