using System.Text;

namespace Recsys.Judge.Reports;

/// <summary>Text in the columns of a terminal, where a wide (CJK) character takes two.</summary>
public static class TerminalText
{
    /// <summary>The text in exactly so many columns: filled with blanks, or cut and ended with an ellipsis.</summary>
    public static string Fit(string text, int width)
    {
        var fitted = new StringBuilder();
        var used = 0;
        var total = Width(text);
        foreach (var rune in text.EnumerateRunes())
        {
            if (total > width && used + Width(rune) > width - 1)
            {
                fitted.Append('…');
                used++;
                break;
            }

            fitted.Append(rune);
            used += Width(rune);
        }

        return fitted.Append(' ', Math.Max(0, width - used)).ToString();
    }

    /// <summary>Columns that a text takes.</summary>
    public static int Width(string text) => text.EnumerateRunes().Sum(Width);

    // The wide blocks of Unicode's East Asian Width that titles use: Hangul Jamo, CJK, kana, full-width forms.
    private static int Width(Rune rune) => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF)
        or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F)
        or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1;
}
