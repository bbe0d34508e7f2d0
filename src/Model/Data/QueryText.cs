using System.Text;
using Recsys.Contracts.Artifacts;

namespace Recsys.Model.Data;

/// <summary>What the letters of a query tell about it.</summary>
public static class QueryText
{
    /// <summary><c>han</c>, <c>latin</c> or <c>other</c> where all letters are of one kind or there are none, <c>mixed</c> where they are
    /// not.</summary>
    public static string Language(string query)
    {
        var kinds = query.EnumerateRunes().Where(Rune.IsLetter).Select(Kind).Distinct().ToArray();
        return kinds.Length switch { 0 => SubjectRow.Other, 1 => kinds[0], _ => SubjectRow.Mixed };
    }

    /// <summary>Letters and digits; a Han character counts as one.</summary>
    public static int Length(string query) => query.EnumerateRunes().Count(Rune.IsLetterOrDigit);

    // The Unicode blocks of the script Han; Latin with its supplements, extensions and full-width forms.
    private static string Kind(Rune letter) =>
        letter.Value switch
        {
            0x3005
            or 0x3007
            or (>= 0x3400 and <= 0x4DBF)
            or (>= 0x4E00 and <= 0x9FFF)
            or (>= 0xF900 and <= 0xFAFF)
            or (>= 0x20000 and <= 0x3FFFF) => SubjectRow.Han,
            <= 0x24F or (>= 0x1E00 and <= 0x1EFF) or (>= 0xFF21 and <= 0xFF3A) or (>= 0xFF41 and <= 0xFF5A) => SubjectRow.Latin,
            _ => SubjectRow.Other,
        };
}
