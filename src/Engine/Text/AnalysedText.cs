namespace Recsys.Engine.Text;

/// <summary>A token with its stem.</summary>
/// <param name="Kind">What kind of sign it is.</param>
/// <param name="Text">Folded.</param>
/// <param name="Stem">Of a word its English stem, of anything else the text.</param>
public readonly record struct AnalysedToken(TokenKind Kind, string Text, string Stem);

/// <summary>
/// A text cut into tokens once, for everyone who reads it: the inverted index takes its terms (<see cref="SearchTerms"/>), a text encoder
/// its features (<see cref="TextFeatures"/>). Immutable.
/// </summary>
public sealed class AnalysedText
{
    private AnalysedText(string text, AnalysedToken[] tokens) => (Text, Tokens) = (text, tokens);

    /// <summary>The text as it was written.</summary>
    public string Text { get; }

    /// <summary>The tokens in the order of the text.</summary>
    public IReadOnlyList<AnalysedToken> Tokens { get; }

    /// <summary>The text has neither letters nor digits.</summary>
    public bool IsEmpty => Tokens.Count == 0;

    /// <summary>Analyses a text.</summary>
    /// <param name="text">Any text, also empty.</param>
    public static AnalysedText Of(string text) => new(text, [.. Tokenizer.Tokens(text).Select(Analyse)]);

    private static AnalysedToken Analyse(Token token) =>
        new(token.Kind, token.Text, token.Kind == TokenKind.Word ? EnglishStemmer.Stem(token.Text) : token.Text);
}
