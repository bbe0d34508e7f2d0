using Recsys.Engine.Ranking;

namespace Recsys.Engine.Neighbours;

/// <summary>Linear rankers by length of history, learned on the validation part: short and long histories are worth different
/// things.</summary>
public sealed class HistoryRankers
{
    private readonly int[] _from;
    private readonly LinearRanker[] _rankers;

    /// <param name="from">Smallest number of events for each row, ascending, the first one 0.</param>
    /// <param name="weights">Rows of finite weights, one for each of <see cref="HistoryFeatures.Names"/>.</param>
    /// <exception cref="ArgumentException">Rows or weights that cannot be.</exception>
    public HistoryRankers(int[] from, float[][] weights)
    {
        if (
            from.Length == 0
            || from.Length != weights.Length
            || from[0] != 0
            || from.Zip(from.Skip(1)).Any(pair => pair.First >= pair.Second)
        )
            throw new ArgumentException("rows begin at 0 and ascend", nameof(from));
        if (weights.Any(row => row.Length != HistoryFeatures.Count || row.Any(weight => !float.IsFinite(weight))))
            throw new ArgumentException($"a row has {HistoryFeatures.Count} finite weights", nameof(weights));
        (_from, _rankers) = (from, Array.ConvertAll(weights, row => new LinearRanker(HistoryFeatures.Names, row)));
    }

    /// <summary>The encoder alone.</summary>
    public static HistoryRankers EncoderOnly { get; } = new([0], [Only(HistoryFeature.Encoder).Weights.ToArray()]);

    /// <summary>Smallest number of events for each row.</summary>
    public IReadOnlyList<int> From => _from;

    /// <summary>The ranker of each row.</summary>
    public IReadOnlyList<LinearRanker> Rankers => _rankers;

    /// <summary>The ranker for a history.</summary>
    /// <param name="events">Its events other than returns.</param>
    public LinearRanker For(int events)
    {
        var row = _from.Length - 1;
        while (_from[row] > events) row--;
        return _rankers[row];
    }

    /// <summary>One feature alone.</summary>
    public static LinearRanker Only(HistoryFeature feature) => LinearRanker.Only(HistoryFeatures.Names, (int)feature);
}
