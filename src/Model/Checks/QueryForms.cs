using System.Text;

namespace Recsys.Model.Checks;

/// <summary>A query written in other ways that mean the same to whoever types it.</summary>
public static class QueryForms
{
    /// <summary>Name and text of each form.</summary>
    public static IEnumerable<(string Form, string Text)> Of(string query)
    {
        yield return ("in capitals", Map(query, rune => Paired(rune) ? Rune.ToUpperInvariant(rune) : rune));
        yield return ("in small letters", Map(query, rune => Paired(rune) ? Rune.ToLowerInvariant(rune) : rune));
        yield return ("with blanks around it", $"  {query}\t ");
        yield return ("with several blanks between its words", query.Replace(" ", " \u3000  ", StringComparison.Ordinal));
        yield return ("in full-width characters", Map(query, rune => rune.Value switch
        {
            ' ' => new Rune(0x3000),
            > 0x20 and < 0x7F => new Rune(rune.Value + 0xFEE0),
            _ => rune,
        }));
    }

    // Letters whose capital has another small letter (µ, ς, ı) do not come back as they were.
    private static bool Paired(Rune rune)
    {
        var (upper, lower) = (Rune.ToUpperInvariant(rune), Rune.ToLowerInvariant(rune));
        return Rune.ToLowerInvariant(upper) == lower && Rune.ToUpperInvariant(lower) == upper && (rune == upper || rune == lower);
    }

    private static string Map(string text, Func<Rune, Rune> form) => string.Concat(text.EnumerateRunes().Select(form));
}
