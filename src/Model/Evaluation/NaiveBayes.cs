using Recsys.Engine.Text;

namespace Recsys.Model.Evaluation;

/// <summary>
/// Multinomial naive Bayes over tokens with additive smoothing (Manning, Raghavan and Schütze, Introduction to Information Retrieval,
/// 2008, section 13.2). Tokens that no title has are ignored.
/// </summary>
public sealed class NaiveBayes
{
    /// <summary>Little, since most words of a title are rare: adding one to them makes a weaker baseline.</summary>
    public const double Smoothing = 0.01;

    private readonly double _smoothing;
    private readonly string[] _classes;
    private readonly double[] _priors;
    private readonly double[] _totals;
    private readonly Dictionary<Token, int[]> _counts = [];

    /// <param name="titles">What is learned from: title and class.</param>
    /// <param name="smoothing">Added to each count, above 0.</param>
    public NaiveBayes(IEnumerable<(string Title, string Class)> titles, double smoothing = Smoothing)
    {
        _smoothing = smoothing;
        var all = titles.ToList();
        _classes = [.. all.Select(title => title.Class).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        (_priors, _totals) = (new double[_classes.Length], new double[_classes.Length]);
        foreach (var (title, name) in all)
        {
            var label = Array.BinarySearch(_classes, name, StringComparer.Ordinal);
            _priors[label]++;
            foreach (var token in Tokenizer.Tokens(title))
            {
                if (!_counts.TryGetValue(token, out var counts)) _counts.Add(token, counts = new int[_classes.Length]);
                counts[label]++;
                _totals[label]++;
            }
        }
    }

    /// <summary>The most probable class, the first of equal ones; empty where nothing was learned.</summary>
    public string Classify(string title)
    {
        if (_classes.Length == 0) return "";
        var scores = Array.ConvertAll(_priors, count => Math.Log(count / _priors.Sum()));
        foreach (var token in Tokenizer.Tokens(title))
        {
            if (!_counts.TryGetValue(token, out var counts))
                continue;
            for (var i = 0; i < scores.Length; i++)
                scores[i] += Math.Log((counts[i] + _smoothing) / (_totals[i] + _smoothing * _counts.Count));
        }
        return _classes[Array.IndexOf(scores, scores.Max())];
    }
}
