namespace Recsys.Engine.Text;

/// <summary>What kind of sign a token is; part of every hashed feature.</summary>
public enum TokenKind
{
    /// <summary>A run of letters of a script written with spaces.</summary>
    Word,

    /// <summary>A run of digits, with a decimal point inside: <c>14</c>, <c>15.6</c>.</summary>
    Number,

    /// <summary>Letters and digits that belong together, whole: <c>85123a</c>, <c>rtx4060</c>, <c>14in</c>, written with a space between
    /// them or without.</summary>
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
/// touch (<c>256GB</c>) the whole comes first, then its parts. A number and the unit after it, and a word and the number
/// after it, also give their whole across a space or hyphen, so that <c>512 GB</c> meets <c>512GB</c> and <c>RTX 4060</c>
/// meets <c>RTX4060</c>; units have one form (<see cref="Units"/>). Text in scripts without spaces becomes single
/// characters and bigrams. Everything else separates.
/// </summary>
public static class Tokenizer
{
    /// <summary>Characters kept of one word; what follows is ignored.</summary>
    public const int LongestWord = 64;

    // Of a word that makes one name with the number after it: RTX 4060, iPhone 15.
    private const int ShortestName = 2, LongestName = 8;

    /// <summary>The tokens in the order of the text, lazily; empty for a text without letters or digits.</summary>
    public static IEnumerable<Token> Tokens(string text)
    {
        var runs = TextRuns.Of(text);
        for (var i = 0; i < runs.Count; i++)
        {
            if (runs[i].Unspaced)
            {
                yield return new Token(TokenKind.Character, runs[i].Text);
                if (i > 0 && runs[i - 1].Unspaced && runs[i].Gap == Gap.None)
                    yield return new Token(TokenKind.Bigram, runs[i - 1].Text + runs[i].Text);
                continue;
            }
            var parts = Parts(runs[i].Text);
            var unit = parts.Count == 1 && i > 0 && FollowsNumber(runs, i) ? Units.Of(parts[0]) : null;
            if (unit is not null)
            {
                yield return new Token(TokenKind.Word, unit);
                continue;
            }
            if (parts.Count == 2 && IsNumeric(parts[0][0])) parts[1] = Units.Of(parts[1]) ?? parts[1];
            if (parts.Count > 1) yield return new Token(TokenKind.Compound, string.Concat(parts));
            if (Across(runs, i, parts) is { } whole) yield return new Token(TokenKind.Compound, whole);
            foreach (var part in parts) yield return new Token(IsNumeric(part[0]) ? TokenKind.Number : TokenKind.Word, part);
        }
    }

    /// <summary>What a run makes together with the run after it: a measure or a name with a number; null for neither.</summary>
    private static string? Across(List<TextRun> runs, int at, List<string> parts)
    {
        if (at + 1 >= runs.Count || runs[at + 1].Gap == Gap.Far) return null;
        var next = runs[at + 1];
        if (IsNumeric(parts[^1][0])) return Unit(runs, at + 1) is { } unit ? parts[^1] + unit : null;
        if (parts.Count > 1 || parts[0].Length is < ShortestName or > LongestName || next.Unspaced || !IsNumeric(next.Text[0])) return null;
        // red 14 inch: the number is the measure's
        return at + 2 < runs.Count && FollowsNumber(runs, at + 2) && Unit(runs, at + 2) is not null ? null : parts[0] + next.Text;
    }

    private static string? Unit(List<TextRun> runs, int at)
    {
        if (!runs[at].Unspaced)
            return Units.Of(runs[at].Text);
        var longer =
            at + 1 < runs.Count && runs[at + 1].Unspaced && runs[at + 1].Gap == Gap.None
                ? Units.Of(runs[at].Text + runs[at + 1].Text)
                : null;
        return longer ?? Units.Of(runs[at].Text);
    }

    private static bool FollowsNumber(List<TextRun> runs, int at) =>
        runs[at].Gap != Gap.Far && !runs[at - 1].Unspaced && IsNumeric(runs[at - 1].Text[^1]);

    private static List<string> Parts(string run)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 1; i <= run.Length; i++)
        {
            if (i < run.Length && IsNumeric(run[i]) == IsNumeric(run[i - 1])) continue;
            parts.Add(run[start..i]);
            start = i;
        }
        return parts;
    }

    private static bool IsNumeric(char character) => character is (>= '0' and <= '9') or '.';
}
