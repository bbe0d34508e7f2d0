using System.Globalization;

namespace Recsys.Contracts.Text;

/// <summary>ISO 8601 dates and times; a time without a zone is UTC.</summary>
public static class IsoTime
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        .. new[] { "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm" }
            .SelectMany(start => new[] { start, start + ":ss", start + ":ss.FFFFFFF" })
            .SelectMany(time => new[] { time, time + "K", time + "zzz" }),
    ];

    /// <summary>Reads <c>2026-05-01</c>, <c>2026-05-01T08:30:00Z</c>, <c>2026-05-01 08:30:00.250+08:00</c>; false for anything
    /// else.</summary>
    public static bool TryParse(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
