namespace Recsys.Engine.Ranking;

/// <summary>
/// A linear ranker: the score of a product is Σ weight × feature over named features (Metzler and Croft 2007,
/// doi:10.1007/s10791-006-9019-z). Immutable.
/// </summary>
public sealed class LinearRanker
{
    private readonly float[] _weights;

    /// <param name="features">Names of the features, in the order of every row of them.</param>
    /// <param name="weights">One weight for each.</param>
    /// <exception cref="ArgumentException">There are more or fewer weights than features.</exception>
    public LinearRanker(IReadOnlyList<string> features, params ReadOnlySpan<float> weights)
    {
        if (weights.Length != features.Count)
            throw new ArgumentException($"{features.Count} features have as many weights, not {weights.Length}", nameof(weights));
        (Features, _weights) = (features, weights.ToArray());
    }

    /// <summary>Weights by name: a feature without one counts nothing, and so does the weight of a feature that is not there.</summary>
    /// <param name="features">Names of the features, in the order of every row of them.</param>
    /// <param name="weights">Weight by feature.</param>
    public static LinearRanker Of(IReadOnlyList<string> features, IReadOnlyDictionary<string, double> weights) =>
        new(features, [.. features.Select(name => (float)weights.GetValueOrDefault(name))]);

    /// <summary>1 for one feature and 0 for all others.</summary>
    /// <param name="features">Names of the features.</param>
    /// <param name="feature">Place of the one that counts.</param>
    public static LinearRanker Only(IReadOnlyList<string> features, int feature) =>
        new(features, [.. features.Select((_, i) => i == feature ? 1f : 0)]);

    /// <summary>Names of the features.</summary>
    public IReadOnlyList<string> Features { get; }

    /// <summary>One weight for each feature.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>The weight of one feature.</summary>
    public float this[int feature] => _weights[feature];

    /// <summary>Σ weight × feature of each row.</summary>
    /// <param name="rows">n rows of the features, row-major.</param>
    /// <returns>n scores.</returns>
    public float[] Scores(ReadOnlySpan<float> rows)
    {
        var scores = new float[rows.Length / _weights.Length];
        Score(rows, scores);
        return scores;
    }

    /// <summary>Σ weight × feature of each row.</summary>
    /// <param name="rows">n rows of the features, row-major.</param>
    /// <param name="scores">n.</param>
    public void Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            var score = 0f;
            for (var f = 0; f < _weights.Length; f++) score += _weights[f] * rows[i * _weights.Length + f];
            scores[i] = score;
        }
    }
}
