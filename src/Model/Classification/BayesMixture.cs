namespace Recsys.Model.Classification;

/// <summary>
/// How much of naive Bayes is mixed into the softmax regression: logits = ((1 − weight) · softmax's + weight · naive Bayes') /
/// temperature. Where a class has few texts naive Bayes knows more, where it has many the regression does (Ng and Jordan, NIPS 2001);
/// which it is, the likelihood of texts that neither was fitted to says.
/// </summary>
/// <param name="Weight">0 … 1.</param>
/// <param name="Smoothing">Of naive Bayes.</param>
/// <param name="Temperature">Fitted to the same texts (<see cref="Classification.Temperature"/>).</param>
public sealed record BayesMixture(double Weight, double Smoothing, double Temperature)
{
    private static readonly double[] Weights = [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

    /// <summary>Smoothings that are tried.</summary>
    public static readonly double[] Smoothings = [0.01, 0.1, 0.5];

    /// <summary>Where there is no text to choose by.</summary>
    public static readonly BayesMixture Even = new(0.5, Smoothings[1], 1);

    /// <summary>The likeliest mixture.</summary>
    /// <param name="softmax">Logits of each text.</param>
    /// <param name="bayes">Of each smoothing, logits of each text.</param>
    /// <param name="labels">Class of each text.</param>
    public static BayesMixture Fit(
        IReadOnlyList<float[]> softmax,
        IReadOnlyList<(double Smoothing, List<float[]> Logits)> bayes,
        IReadOnlyList<int> labels
    )
    {
        if (labels.Count == 0) return Even;
        var (best, least) = (Even, double.PositiveInfinity);
        foreach (var (smoothing, logits) in bayes)
        {
            foreach (var weight in Weights)
            {
                var mixed = softmax.Select((values, i) => Mix(values, logits[i], weight)).ToArray();
                var temperature = Classification.Temperature.Fit(mixed, labels);
                var loss = mixed.Select((values, i) => Classification.Temperature.CrossEntropy(values, labels[i], temperature)).Sum();
                if (loss < least) (best, least) = (new BayesMixture(weight, smoothing, temperature), loss);
            }
        }
        return best;
    }

    /// <summary>Mixed logits of one text, before the temperature.</summary>
    public static float[] Mix(ReadOnlySpan<float> softmax, ReadOnlySpan<float> bayes, double weight)
    {
        var mixed = new float[softmax.Length];
        for (var c = 0; c < mixed.Length; c++) mixed[c] = (float)((1 - weight) * softmax[c] + weight * bayes[c]);
        return mixed;
    }
}
