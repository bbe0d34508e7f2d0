using System.Globalization;
using System.Text;

namespace Recsys.Engine.Text;

/// <summary>What stands between two runs.</summary>
internal enum Gap
{
    /// <summary>Nothing: they touch.</summary>
    None,

    /// <summary>Blanks or hyphens alone.</summary>
    Near,

    /// <summary>Anything else, or the beginning of the text.</summary>
    Far,
}

/// <summary>Letters and digits that touch, or one character of a script written without spaces.</summary>
/// <param name="Text">Folded, not empty.</param>
/// <param name="Gap">What stands before it.</param>
internal readonly record struct TextRun(string Text, bool Unspaced, Gap Gap);

/// <summary>Cuts folded text where its characters change their kind.</summary>
internal static class TextRuns
{
    private const string Inch = "in";

    internal enum Class { None, Letter, Digit, Unspaced }

    /// <summary>The runs in order. A mark of inches after a digit (<c>55"</c>) is the run <c>in</c>.</summary>
    public static List<TextRun> Of(string text)
    {
        var runs = new List<TextRun>();
        var run = new StringBuilder();
        var (gap, folded) = (Gap.Far, Fold(text));
        for (var i = 0; i < folded.Count; i++)
        {
            var rune = folded[i];
            var kind = Classify(rune);
            if (kind is Class.Letter or Class.Digit || IsDecimalPoint(folded, i))
            {
                if (run.Length < Tokenizer.LongestWord) run.Append(rune.ToString());
                continue;
            }
            Flush();
            if (kind == Class.Unspaced) Add(rune.ToString(), unspaced: true);
            else if (rune.Value is '"' or '″' or '”' && i > 0 && Classify(folded[i - 1]) == Class.Digit) Add(Inch, unspaced: false);
            else if (gap != Gap.Far) gap = rune.Value == '-' || Rune.IsWhiteSpace(rune) ? Gap.Near : Gap.Far;
        }
        Flush();
        return runs;

        void Flush()
        {
            if (run.Length == 0) return;
            Add(run.ToString(), unspaced: false);
            run.Clear();
        }

        void Add(string part, bool unspaced)
        {
            runs.Add(new TextRun(part, unspaced, gap));
            gap = Gap.None;
        }
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

    internal static Class Classify(Rune rune) =>
        Folding.IsUnspaced(rune.Value) ? Class.Unspaced
        : rune.Value is >= '0' and <= '9' ? Class.Digit
        : Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            ? Class.Letter
        : Class.None;

    private static bool IsDecimalPoint(List<Rune> text, int at) =>
        text[at].Value == '.'
        && at > 0
        && at + 1 < text.Count
        && Classify(text[at - 1]) == Class.Digit
        && Classify(text[at + 1]) == Class.Digit;
}
