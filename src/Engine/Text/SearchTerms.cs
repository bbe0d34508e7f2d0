namespace Recsys.Engine.Text;

/// <summary>What the inverted index counts of a text.</summary>
/// <param name="Text">The term.</param>
/// <param name="Atom">A stemmed word, a number or a single character; of these a text is a sequence. Compounds and bigrams overlap
/// them.</param>
public readonly record struct SearchTerm(string Text, bool Atom);

/// <summary>Text as terms of the inverted index, the same for products and queries: tokens with English stems.</summary>
public static class SearchTerms
{
    /// <summary>The terms in the order of the text, repeated ones too.</summary>
    public static IEnumerable<SearchTerm> Of(AnalysedText text) =>
        text.Tokens.Select(token => new SearchTerm(token.Stem, token.Kind is not (TokenKind.Compound or TokenKind.Bigram)));
}
