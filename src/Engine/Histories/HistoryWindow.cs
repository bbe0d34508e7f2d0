using Recsys.Contracts.Artifacts;

namespace Recsys.Engine.Histories;

/// <summary>What of a history the user encoder sees; training and serving share it.</summary>
public static class HistoryWindow
{
    /// <summary>
    /// The newest <paramref name="length"/> events without returns, oldest first. A return is no sign of interest;
    /// it takes no place in the window.
    /// </summary>
    /// <param name="history">The whole history, oldest first.</param>
    /// <param name="length">Most events kept, L.</param>
    public static HistoryItem[] Of(IReadOnlyList<HistoryItem> history, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        var kept = 0;
        var first = history.Count;
        while (first > 0 && kept < length)
        {
            if (history[--first].Type != EventType.Return) kept++;
        }
        var window = new HistoryItem[kept];
        for (int i = first, at = 0; i < history.Count; i++)
        {
            if (history[i].Type != EventType.Return) window[at++] = history[i];
        }
        return window;
    }
}
