using System.Text;

namespace Recsys.Engine;

/// <summary>What kind of sign a token is; part of every hashed feature.</summary>
public enum TokenKind
{
    /// <summary>A run of letters of a script written with spaces.</summary>
    Word,

    /// <summary>A run of digits, with a decimal point inside: <c>14</c>, <c>15.6</c>.</summary>
    Number,

    /// <summary>Letters and digits without a space between them, whole: <c>256gb</c>, <c>85123a</c>.</summary>
    Compound,

    /// <summary>One character of a script written without spaces.</summary>
    Character,

    /// <summary>Two neighbouring characters of such a script: they stand in for a dictionary of words.</summary>
    Bigram,
}

/// <summary>One token: folded text and its kind.</summary>
public readonly record struct Token(TokenKind Kind, string Text);

/// <summary>
/// Splits text into tokens, the same way in training and in serving. Letters become words, digits numbers; where they
/// touch (<c>256GB</c>) the whole comes first, then its parts, so that <c>256 gb</c> matches. Text in scripts without
/// spaces becomes single characters and bigrams. Everything else separates.
/// </summary>
public static class Tokenizer
{
    /// <summary>Characters kept of one word; what follows is ignored.</summary>
    public const int LongestWord = 64;

    private enum Class { None, Letter, Digit, Unspaced }

    /// <summary>The tokens in the order of the text, lazily; empty for a text without letters or digits.</summary>
    public static IEnumerable<Token> Tokens(string text)
    {
        var run = new StringBuilder();   // letters and digits that touch
        var previous = "";               // the unspaced character before this one
        var folded = Fold(text);
        for (var i = 0; i < folded.Count; i++)
        {
            var rune = folded[i];
            var kind = Classify(rune);
            if (kind is Class.Letter or Class.Digit || IsDecimalPoint(folded, i))
            {
                previous = "";
                if (run.Length < LongestWord) run.Append(rune.ToString());
                continue;
            }
            foreach (var token in Split(run)) yield return token;
            run.Clear();
            if (kind == Class.Unspaced)
            {
                var character = rune.ToString();
                yield return new Token(TokenKind.Character, character);
                if (previous.Length > 0) yield return new Token(TokenKind.Bigram, previous + character);
                previous = character;
            }
            else
            {
                previous = "";
            }
        }
        foreach (var token in Split(run)) yield return token;
    }

    private static List<Rune> Fold(string text)
    {
        var folded = new List<Rune>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Folding.Fold(rune) is { } kept) folded.Add(kept);
        }
        return folded;
    }

    private static Class Classify(Rune rune) =>
        Folding.IsUnspaced(rune.Value) ? Class.Unspaced
        : rune.Value is >= '0' and <= '9' ? Class.Digit
        : Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark ? Class.Letter
        : Class.None;

    private static bool IsDecimalPoint(List<Rune> text, int at) =>
        text[at].Value == '.' && at > 0 && at + 1 < text.Count && Classify(text[at - 1]) == Class.Digit && Classify(text[at + 1]) == Class.Digit;

    private static IEnumerable<Token> Split(StringBuilder run)
    {
        if (run.Length == 0) yield break;
        var whole = run.ToString();
        var starts = new List<int> { 0 };
        for (var i = 1; i < whole.Length; i++)
        {
            if (IsNumeric(whole[i]) != IsNumeric(whole[i - 1])) starts.Add(i);
        }
        if (starts.Count > 1) yield return new Token(TokenKind.Compound, whole);
        for (var i = 0; i < starts.Count; i++)
        {
            var part = whole[starts[i]..(i + 1 < starts.Count ? starts[i + 1] : whole.Length)];
            yield return new Token(IsNumeric(part[0]) ? TokenKind.Number : TokenKind.Word, part);
        }
    }

    private static bool IsNumeric(char character) => character is (>= '0' and <= '9') or '.';
}
