using System.Text;

namespace Recsys.Engine.Text;

/// <summary>One word of a title.</summary>
/// <param name="Text">Folded (<see cref="Folding"/>).</param>
/// <param name="Written">As it stands in the title.</param>
/// <param name="Unspaced">true: a run of a script without spaces; false: letters and digits that touch.</param>
/// <param name="Touches">Nothing stands between it and the word before.</param>
public readonly record struct TitleWord(string Text, string Written, bool Unspaced, bool Touches);

/// <summary>
/// Splits a title into the words that tags are made of, the same way in learning and in serving. Unlike the tokens of
/// <see cref="Tokenizer"/> they overlap nowhere and keep how they were written.
/// </summary>
public static class TitleWords
{
    /// <summary>The words in order; empty for a text without letters or digits.</summary>
    public static List<TitleWord> Of(string title)
    {
        var words = new List<TitleWord>();
        StringBuilder text = new(), written = new();
        var (unspaced, touches) = (false, false);
        var runes = title.EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            var folded = Folding.Fold(runes[i]);
            if (folded is not { } rune)
            {
                if (text.Length > 0) written.Append(runes[i].ToString());
                continue;
            }
            var kind = TextRuns.Classify(rune);
            var inside =
                kind != TextRuns.Class.None
                || (
                    rune.Value == '.'
                    && text.Length > 0
                    && !unspaced
                    && IsDigit(text[^1])
                    && i + 1 < runes.Length
                    && Folding.Fold(runes[i + 1]) is { Value: >= '0' and <= '9' }
                );
            if (!inside)
            {
                End();
                touches = false;
                continue;
            }
            if (text.Length > 0 && unspaced != (kind == TextRuns.Class.Unspaced))
            {
                End();
                touches = true;
            }
            unspaced = kind == TextRuns.Class.Unspaced;
            if (text.Length >= Tokenizer.LongestWord) continue;
            text.Append(rune.ToString());
            written.Append(runes[i].ToString());
        }
        End();
        return words;

        void End()
        {
            if (text.Length == 0) return;
            words.Add(new TitleWord(text.ToString(), written.ToString(), unspaced, touches));
            text.Clear();
            written.Clear();
        }
    }

    /// <summary>Splits <c>512gb</c> into number and letters; false where the text is anything else.</summary>
    public static bool TryMeasure(string text, out string number, out string unit)
    {
        var at = 0;
        while (at < text.Length && (IsDigit(text[at]) || text[at] == '.')) at++;
        (number, unit) = (text[..at], text[at..]);
        return at > 0 && at < text.Length && !unit.Any(IsDigit);
    }

    /// <summary>Whether the text is a number alone.</summary>
    public static bool IsNumber(string text) => text.Length > 0 && text.All(character => IsDigit(character) || character == '.');

    private static bool IsDigit(char character) => character is >= '0' and <= '9';
}
