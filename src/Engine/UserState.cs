using Recsys.Engine.Histories;

namespace Recsys.Engine;

/// <summary>
/// A user's history with what is computed of it alone. Kept until the next event, it spares the encoder at every question. Of one engine;
/// immutable.
/// </summary>
public sealed class UserState
{
    internal UserState(IReadOnlyList<HistoryItem> history, float[] vector) => (History, Vector) = (history, vector);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<HistoryItem> History { get; }

    /// <summary>d values; none where no event is left after the returns.</summary>
    internal float[] Vector { get; }
}
