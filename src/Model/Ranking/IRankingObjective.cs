namespace Recsys.Model.Ranking;

/// <summary>What the weights of a linear ranker are learned for: a figure on the validation part, and the weights worth trying.</summary>
public interface IRankingObjective
{
    /// <summary>The figure with the weights as they are.</summary>
    /// <param name="weights">One for each feature.</param>
    double Figure(double[] weights);

    /// <summary>The figure with one weight changed.</summary>
    /// <param name="weights">As they are.</param>
    /// <param name="trial">The change; the weights are as before when this returns.</param>
    double Figure(double[] weights, WeightTrial trial);

    /// <summary>What to try for one feature, in this order; nothing where the feature tells nothing.</summary>
    /// <param name="weights">As they are.</param>
    /// <param name="feature">Place of the feature.</param>
    IReadOnlyList<WeightTrial> Trials(double[] weights, int feature);

    /// <summary>Told before a weight changes for good.</summary>
    /// <param name="weights">As they still are.</param>
    /// <param name="trial">The change.</param>
    void Accept(double[] weights, WeightTrial trial);
}

/// <summary>Another weight for one feature.</summary>
/// <param name="Feature">Place of the feature.</param>
/// <param name="Weight">Tried in place of the one it has.</param>
/// <param name="Change">How much more that is.</param>
public readonly record struct WeightTrial(int Feature, double Weight, double Change);
