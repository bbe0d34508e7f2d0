using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Metrics;

/// <summary>
/// Who is shown which product, from the product's side: for each product shown at all, the subjects that see it within
/// the first k ranks. Coverage and inequality belong to all rankings together.
/// </summary>
public sealed class Exposure
{
    private readonly int[] _starts;
    private readonly int[] _subjects;
    private readonly int[] _counts;
    private readonly int _catalogueSize;

    /// <param name="rows">One ranking a subject; a subject's number is its position.</param>
    /// <param name="k">Ranks that count, at most <see cref="Metric.RecordedTop"/>.</param>
    /// <param name="catalogueSize">Number of products that could be shown.</param>
    public Exposure(IReadOnlyList<ScoreRow> rows, int k, int catalogueSize)
    {
        _catalogueSize = catalogueSize;
        var shown = new SortedDictionary<int, List<int>>();
        for (var subject = 0; subject < rows.Count; subject++)
        {
            foreach (var product in rows[subject].Top.AsSpan(0, Math.Min(k, rows[subject].Top.Length)))
            {
                if (!shown.TryGetValue(product, out var subjects)) shown.Add(product, subjects = []);
                subjects.Add(subject);
            }
        }
        _subjects = [.. shown.Values.SelectMany(subjects => subjects)];
        _counts = [.. shown.Values.Select(subjects => subjects.Count)];
        _starts = new int[_counts.Length + 1];
        for (var i = 0; i < _counts.Length; i++) _starts[i + 1] = _starts[i] + _counts[i];
    }

    /// <summary>
    /// Coverage@k = distinct products within anybody's first k / catalogue size.
    /// Herlocker et al., ACM TOIS 22(1), 2004 (catalogue coverage).
    /// </summary>
    public double Coverage => (double)_counts.Length / _catalogueSize;

    /// <summary>Coverage when only the subjects of positive weight are there.</summary>
    public double CoverageOf(ReadOnlySpan<double> weights)
    {
        var covered = 0;
        for (var product = 0; product < _counts.Length; product++)
        {
            for (var i = _starts[product]; i < _starts[product + 1]; i++)
            {
                if (weights[_subjects[i]] <= 0) continue;
                covered++;
                break;
            }
        }
        return (double)covered / _catalogueSize;
    }

    /// <summary>
    /// Gini coefficient of how often each of the N catalogue products is shown, those never shown included:
    /// G = 2 Σᵢ i·xᵢ / (N Σ x) − (N + 1)/N over ascending counts x. 0: all equally often; near 1: a few take everything.
    /// 0 as well when nothing is shown.
    /// </summary>
    public double Gini
    {
        get
        {
            var ascending = _counts.Order().ToArray();
            double weighted = 0, total = 0;
            for (var i = 0; i < ascending.Length; i++)
            {
                weighted += (double)(_catalogueSize - ascending.Length + i + 1) * ascending[i];
                total += ascending[i];
            }
            return total == 0 ? 0 : Math.Clamp(2 * weighted / (_catalogueSize * total) - (_catalogueSize + 1.0) / _catalogueSize, 0, 1);
        }
    }
}
