namespace Recsys.Engine.Neighbours;

/// <summary>Weights of the features by length of history, learned on the validation part: short and long histories are worth different
/// things.</summary>
public sealed class Blend
{
    private readonly int[] _from;
    private readonly float[][] _weights;

    /// <param name="from">Smallest number of events for each row, ascending, the first one 0.</param>
    /// <param name="weights">Rows of <see cref="BlendFeatures.Count"/> finite weights.</param>
    public Blend(int[] from, float[][] weights)
    {
        if (
            from.Length == 0
            || from.Length != weights.Length
            || from[0] != 0
            || from.Zip(from.Skip(1)).Any(pair => pair.First >= pair.Second)
        )
            throw new ArgumentException("rows begin at 0 and ascend", nameof(from));
        if (weights.Any(row => row.Length != BlendFeatures.Count || row.Any(weight => !float.IsFinite(weight))))
            throw new ArgumentException($"a row has {BlendFeatures.Count} finite weights", nameof(weights));
        (_from, _weights) = (from, weights);
    }

    /// <summary>The encoder alone.</summary>
    public static Blend EncoderOnly { get; } = new([0], [OneHot(BlendFeature.Encoder)]);

    public IReadOnlyList<int> From => _from;

    public IReadOnlyList<float[]> Weights => _weights;

    /// <summary>The weights for a history.</summary>
    /// <param name="events">Its events other than returns.</param>
    public ReadOnlySpan<float> For(int events)
    {
        var row = _from.Length - 1;
        while (_from[row] > events) row--;
        return _weights[row];
    }

    /// <summary>1 for one feature and 0 for the others.</summary>
    public static float[] OneHot(BlendFeature feature)
    {
        var weights = new float[BlendFeatures.Count];
        weights[(int)feature] = 1;
        return weights;
    }
}
