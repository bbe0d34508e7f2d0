using Recsys.Engine.Index;

namespace Recsys.Engine.Matching;

/// <summary>A query against one product: all that the features read.</summary>
internal readonly ref struct Match
{
    /// <summary>The query as the index sees it.</summary>
    public required SearchQuery Query { get; init; }

    /// <summary>Index in the catalogue.</summary>
    public required int Product { get; init; }

    /// <summary>The product's BM25 score.</summary>
    public required float Bm25 { get; init; }

    /// <summary>More BM25 than any product can reach.</summary>
    public required float Bm25Reach { get; init; }

    /// <summary>Dot product of the query's vector and the product's.</summary>
    public required float Dot { get; init; }

    /// <summary>Length of the query's vector.</summary>
    public required float QueryNorm { get; init; }

    /// <summary>The title word by word.</summary>
    public required TitleMatch Title { get; init; }

    /// <summary>A part of a whole; 0 where there is nothing to divide.</summary>
    public static float Share(float part, float whole) => whole > 0 ? part / whole : 0;

    /// <summary>Cosine of two vectors; 0 where one of them is zero.</summary>
    public static float Cosine(float dot, float left, float right) => left > 0 && right > 0 ? dot / (left * right) : 0;
}

/// <summary>What a title has of a query's terms.</summary>
internal readonly ref struct TitleMatch
{
    /// <summary>For each term of the query: the title has it.</summary>
    public required ReadOnlySpan<bool> Found { get; init; }

    /// <summary>For each term of the query: the largest share of 3-grams that another word of the title has in common with it.</summary>
    public required ReadOnlySpan<float> Alike { get; init; }

    /// <summary>For each word of the title: its place among the query's terms, −1 for one that the query lacks.</summary>
    public required ReadOnlySpan<int> Places { get; init; }

    /// <summary>Σ inverse document frequency of the title's words that the query has.</summary>
    public required float Matched { get; init; }

    /// <summary>The same of all its words.</summary>
    public required float Whole { get; init; }
}
