using System.Text.Json;

namespace Recsys.Server.Api.Requests;

/// <summary>Times of events: Unix milliseconds, Unix seconds, or ISO 8601 (UTC where no offset is given).</summary>
internal static class EventTime
{
    /// <summary>Below this a number counts seconds: as milliseconds it would lie before March 1973.</summary>
    private const double FirstMilliseconds = 1e11;

    /// <summary>How far the clock of who tells of an event may be ahead of this server's.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <param name="milliseconds">Unix milliseconds, UTC.</param>
    public static bool TryRead(JsonElement value, out long milliseconds)
    {
        milliseconds = 0;
        if (value.ValueKind == JsonValueKind.Number)
        {
            if (!value.TryGetDouble(out var number) || number < 0) return false;
            if (number < FirstMilliseconds) number *= 1000;
            if (number > Latest) return false;
            milliseconds = (long)number;
            return true;
        }
        if (value.ValueKind != JsonValueKind.String || !JsonText.TryRead(value, out _) || !value.TryGetDateTime(out var time)) return false;
        var utc = time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime();
        milliseconds = new DateTimeOffset(utc).ToUnixTimeMilliseconds();
        return true;
    }
}
