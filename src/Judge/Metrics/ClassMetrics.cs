using Recsys.Judge.Statistics;

namespace Recsys.Judge.Metrics;

/// <summary>One classified product: the class it has and the one it was given.</summary>
public readonly record struct ClassPair(string Truth, string Predicted);

/// <summary>Metrics of a classification, within [0, 1].</summary>
public static class ClassMetrics
{
    /// <summary>Share of the pairs whose class is right; 0 for no pairs.</summary>
    public static double Accuracy(IReadOnlyList<ClassPair> pairs) =>
        pairs.Count == 0 ? 0 : (double)pairs.Count(pair => pair.Truth == pair.Predicted) / pairs.Count;

    /// <summary>
    /// Macro-F1: the mean over classes of F₁ = 2 TP / (2 TP + FP + FN), over every class that occurs as truth or as prediction; 0
    /// for no pairs. Sokolova and Lapalme, Information Processing and Management 45(4), 2009; of its two forms the mean of the
    /// classes' F₁, which Opitz and Burst (arXiv:1911.03347, 2019) recommend.
    /// </summary>
    public static double MacroF1(IReadOnlyList<ClassPair> pairs)
    {
        // Σ of truths and predictions of a class is 2 TP + FP + FN.
        var (right, named) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var (truth, predicted) in pairs)
        {
            named[truth] = named.GetValueOrDefault(truth) + 1;
            named[predicted] = named.GetValueOrDefault(predicted) + 1;
            if (truth == predicted) right[truth] = right.GetValueOrDefault(truth) + 1;
        }
        return named.Count == 0
            ? 0
            : named.OrderBy(one => one.Key, StringComparer.Ordinal).Sum(one => 2.0 * right.GetValueOrDefault(one.Key) / one.Value)
                / named.Count;
    }
}

/// <summary>Macro-F1 of one system's rows, which can be taken again over a resample: a class that the resample lacks does not
/// count.</summary>
public sealed class MacroF1Statistic : IStatistic
{
    private readonly int[] _truths;
    private readonly int[] _predictions;
    private readonly int _classes;

    public MacroF1Statistic(IReadOnlyList<ClassPair> pairs)
    {
        var classes = pairs
            .SelectMany(pair => (string[])[pair.Truth, pair.Predicted])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Index()
            .ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);
        _truths = [.. pairs.Select(pair => classes[pair.Truth])];
        _predictions = [.. pairs.Select(pair => classes[pair.Predicted])];
        _classes = classes.Count;
    }

    public double Of(ReadOnlySpan<double> weights)
    {
        var (right, named) = (new double[_classes], new double[_classes]);
        for (var i = 0; i < weights.Length; i++)
        {
            named[_truths[i]] += weights[i];
            named[_predictions[i]] += weights[i];
            if (_truths[i] == _predictions[i]) right[_truths[i]] += weights[i];
        }
        var (sum, present) = (0.0, 0);
        for (var i = 0; i < _classes; i++)
        {
            if (named[i] <= 0) continue;
            sum += 2 * right[i] / named[i];
            present++;
        }
        return present == 0 ? 0 : sum / present;
    }
}
