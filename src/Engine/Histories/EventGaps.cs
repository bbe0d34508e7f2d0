using System.Numerics;

namespace Recsys.Engine.Histories;

/// <summary>
/// The time between an event and the one before it, as the user encoder sees it: one of sixteen classes, each four times as long as the
/// one before. Training and serving share it.
/// </summary>
public static class EventGaps
{
    /// <summary>Classes.</summary>
    public const int Count = 16;

    /// <summary>Nothing is known: the first event of a window, or one without a time.</summary>
    public const int Unknown = 0;

    private const int SameMoment = 1, FirstOfLater = 2;

    /// <summary>0 unknown, 1 less than a second, then 2 + ⌊log₄ seconds⌋, the last one without an end (about two years or more).</summary>
    /// <param name="earlier">Unix milliseconds; 0 where unknown.</param>
    /// <param name="later">Unix milliseconds; 0 where unknown.</param>
    public static int Of(long earlier, long later)
    {
        if (earlier == 0 || later == 0) return Unknown;
        var seconds = (later - earlier) / 1000;
        return seconds < 1 ? SameMoment : Math.Min(Count - 1, FirstOfLater + BitOperations.Log2((ulong)seconds) / 2);
    }

    /// <summary>One class for each event of a window.</summary>
    /// <param name="window">Oldest first.</param>
    /// <param name="classes">As many values as the window has events.</param>
    public static void Of(ReadOnlySpan<HistoryItem> window, Span<long> classes)
    {
        for (var i = 0; i < window.Length; i++) classes[i] = i == 0 ? Unknown : Of(window[i - 1].Timestamp, window[i].Timestamp);
    }
}
