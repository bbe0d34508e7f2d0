namespace Recsys.Model.Classification;

/// <summary>
/// Temperature scaling (Guo, Pleiss, Sun and Weinberger, ICML 2017, arXiv:1706.04599): the logits are divided by one number, fitted by
/// likelihood on examples that the weights were not fitted to. It changes no ranking.
/// </summary>
public static class Temperature
{
    private const double Least = 0.05, Most = 20;
    private const int Halvings = 60;

    /// <summary>
    /// The best temperature within 0.05 … 20; 1 for no examples. The true class counts (n + 1) / (n + 2) and the others the rest
    /// (Platt 1999), so that n examples without a mistake promise no certainty.
    /// </summary>
    /// <param name="logits">Of each example.</param>
    /// <param name="labels">Of each example.</param>
    public static double Fit(IReadOnlyList<float[]> logits, IReadOnlyList<int> labels)
    {
        if (logits.Count == 0 || logits[0].Length < 2) return 1;
        var right = (logits.Count + 1.0) / (logits.Count + 2.0);
        // The loss is convex in 1/T, so the golden section (here: thirds) over its logarithm finds the one minimum.
        var (low, high) = (Math.Log(Least), Math.Log(Most));
        for (var i = 0; i < Halvings; i++)
        {
            var (a, b) = (low + (high - low) / 3, high - (high - low) / 3);
            if (Loss(Math.Exp(a)) <= Loss(Math.Exp(b))) high = b;
            else low = a;
        }
        return Math.Exp((low + high) / 2);

        double Loss(double temperature)
        {
            var sum = 0.0;
            for (var i = 0; i < logits.Count; i++) sum += CrossEntropy(logits[i], labels[i], temperature, right);
            return sum;
        }
    }

    /// <summary>−Σ target · log softmax(logits / T), the target being <paramref name="right"/> for the label and even over the
    /// others.</summary>
    public static double CrossEntropy(ReadOnlySpan<float> logits, int label, double temperature, double right = 1)
    {
        double largest = double.NegativeInfinity, total = 0, others = 0;
        foreach (var value in logits) largest = Math.Max(largest, value / temperature);
        for (var i = 0; i < logits.Length; i++)
        {
            total += Math.Exp(logits[i] / temperature - largest);
            if (i != label) others += logits[i] / temperature;
        }
        var normalizer = largest + Math.Log(total);
        var loss = right * (normalizer - logits[label] / temperature);
        return logits.Length < 2 ? loss : loss + (1 - right) * (normalizer - others / (logits.Length - 1));
    }
}
