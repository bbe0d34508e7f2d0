using System.Text;

namespace Recsys.Contracts.Text;

/// <summary>
/// Text of a shop in a log that programs read. CI systems take orders from what a step prints (<c>::error</c> of GitHub at the
/// beginning of a line, <c>##vso[…]</c> of Azure Pipelines, <c>##teamcity[…]</c>), and terminals from control characters; a product
/// title must give none.
/// </summary>
public static class LogText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text without control characters (each becomes U+FFFD, but line ends and tabs stay) and without orders.</summary>
    public static string Neutral(string text)
    {
        if (IsNeutral(text)) return text;
        var result = new StringBuilder(text.Length + 8);
        var lineStart = true;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (lineStart && letter == ':' && i + 1 < text.Length && text[i + 1] == ':') result.Append(": ");
            else if (letter == '[' && IsOrder(text, i)) result.Append(" [");
            else result.Append(IsHarmful(letter) ? Replacement : letter);
            lineStart = letter is '\n' or '\r' || (lineStart && char.IsWhiteSpace(letter));
        }
        return result.ToString();
    }

    private static bool IsNeutral(string text) =>
        !text.Any(IsHarmful) && !text.Contains("::", StringComparison.Ordinal) && !text.Contains("##", StringComparison.Ordinal);

    private static bool IsHarmful(char letter) =>
        (char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')) || letter is '\u2028' or '\u2029';

    // "##", perhaps a word, then the bracket.
    private static bool IsOrder(string text, int bracket)
    {
        var i = bracket - 1;
        while (i >= 0 && char.IsAsciiLetter(text[i])) i--;
        return i >= 1 && text[i] == '#' && text[i - 1] == '#';
    }
}
