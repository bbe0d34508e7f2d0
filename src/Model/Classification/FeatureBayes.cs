namespace Recsys.Model.Classification;

/// <summary>
/// Multinomial naive Bayes over hashed tokens (Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, section
/// 13.2), as a table whose rows add up: row f, class c is log P(f | c), less its mean over the classes, which orders no classes. A
/// token that no text has is no evidence, nor is a 3-gram: their rows are 0.
/// </summary>
public sealed class FeatureBayes
{
    private readonly double[] _priors;
    private readonly Dictionary<int, float[]> _rows = [];

    /// <param name="examples">At least one.</param>
    /// <param name="classes">C.</param>
    /// <param name="smoothing">Added to each count, above 0.</param>
    public FeatureBayes(IReadOnlyList<LabelledTitle> examples, int classes, double smoothing)
    {
        var counts = new Dictionary<int, int[]>();
        var (texts, totals) = (new double[classes], new double[classes]);
        foreach (var example in examples)
        {
            texts[example.Label]++;
            foreach (var feature in example.Tokens)
            {
                if (!counts.TryGetValue(feature, out var row)) counts.Add(feature, row = new int[classes]);
                row[example.Label]++;
                totals[example.Label]++;
            }
        }
        // A class of which there is no text yet is as rare as one with a single text.
        _priors = Array.ConvertAll(texts, count => Math.Log(Math.Max(1, count) / examples.Count));
        Length = examples.Average(example => (double)example.Features.Length);
        var norms = Array.ConvertAll(totals, total => Math.Log(total + smoothing * counts.Count));
        foreach (var (feature, row) in counts)
        {
            var logs = row.Select((count, c) => Math.Log(count + smoothing) - norms[c]).ToArray();
            var mean = logs.Average();
            _rows.Add(feature, Array.ConvertAll(logs, log => (float)(log - mean)));
        }
    }

    /// <summary>Mean number of features of a text.</summary>
    public double Length { get; }

    /// <summary>log P(c) of each class.</summary>
    public IReadOnlyList<double> Priors => _priors;

    /// <summary>The rows that are not 0.</summary>
    public IReadOnlyDictionary<int, float[]> Rows => _rows;

    /// <summary>log P(c) + mean length × the mean of the features' rows: what naive Bayes says of a text of mean length with this
    /// one's share of each feature.</summary>
    /// <param name="features">At least one.</param>
    public float[] Logits(ReadOnlySpan<int> features)
    {
        var logits = new double[_priors.Length];
        foreach (var feature in features)
        {
            if (!_rows.TryGetValue(feature, out var row)) continue;
            for (var c = 0; c < logits.Length; c++) logits[c] += row[c];
        }
        var factor = Length / features.Length;
        return [.. logits.Select((sum, c) => (float)(_priors[c] + factor * sum))];
    }
}
