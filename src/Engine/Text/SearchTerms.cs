namespace Recsys.Engine.Text;

/// <summary>What the lexical index counts of a text.</summary>
/// <param name="Text">The term.</param>
/// <param name="Atom">A stemmed word, a number or a single character; of these a text is a sequence. Compounds and bigrams overlap
/// them.</param>
public readonly record struct SearchTerm(string Text, bool Atom);

/// <summary>Text as terms of the lexical index, the same for products and queries: tokens with English stems.</summary>
public static class SearchTerms
{
    /// <summary>The terms in the order of the text, repeated ones too.</summary>
    public static IEnumerable<SearchTerm> Of(string text)
    {
        foreach (var (kind, token) in Tokenizer.Tokens(text))
            yield return new SearchTerm(
                kind == TokenKind.Word ? EnglishStemmer.Stem(token) : token,
                kind is not (TokenKind.Compound or TokenKind.Bigram)
            );
    }
}
