using System.Globalization;

namespace Recsys.Judge.Metrics;

/// <summary>What is measured. All but coverage, inequality and macro-F1 have a value per subject.</summary>
public enum MetricKind
{
    /// <summary>Normalized discounted cumulative gain.</summary>
    Ndcg,
    /// <summary>Share of the findable relevant products that were found.</summary>
    Recall,
    /// <summary>Reciprocal rank of the first relevant product.</summary>
    Mrr,
    /// <summary>Whether any relevant product was found.</summary>
    HitRate,
    /// <summary>Average precision.</summary>
    Map,
    /// <summary>Share of the shown products that are relevant.</summary>
    Precision,
    /// <summary>Whether nothing at all was shown. The only metric of which less is better.</summary>
    ZeroResults,
    /// <summary>Share of the catalogue shown to anybody.</summary>
    Coverage,
    /// <summary>Inequality of how often products are shown.</summary>
    Gini,
    /// <summary>How different the shown products are from one another, by category.</summary>
    Ild,
    /// <summary>How unexpected the shown products are, in bits.</summary>
    Novelty,
    /// <summary>Whether the category is the right one.</summary>
    Accuracy,
    /// <summary>Mean of the categories' F₁.</summary>
    MacroF1,
}

/// <summary>A metric and its cut-off, written like <c>ndcg@10</c>, <c>mrr</c> or <c>coverage@10</c>.</summary>
/// <param name="Kind">What is measured.</param>
/// <param name="Depth">Ranks that count, k; none means the whole recorded depth.</param>
public readonly record struct Metric(MetricKind Kind, int? Depth = null)
{
    /// <summary>Products of each ranking that <see cref="Contracts.Artifacts.ScoreRow.Top"/> records.</summary>
    public const int RecordedTop = 10;

    private static readonly string[] Names =
    [
        "ndcg",
        "recall",
        "mrr",
        "hit_rate",
        "map",
        "precision",
        "zero_results",
        "coverage",
        "gini",
        "ild",
        "novelty",
        "accuracy",
        "macro_f1",
    ];

    public static readonly Metric Ndcg10 = new(MetricKind.Ndcg, 10);
    public static readonly Metric Recall20 = new(MetricKind.Recall, 20);
    public static readonly Metric Mrr = new(MetricKind.Mrr);
    public static readonly Metric HitRate10 = new(MetricKind.HitRate, 10);
    public static readonly Metric Map10 = new(MetricKind.Map, 10);
    public static readonly Metric Precision10 = new(MetricKind.Precision, 10);
    public static readonly Metric ZeroResults = new(MetricKind.ZeroResults);
    public static readonly Metric Coverage10 = new(MetricKind.Coverage, 10);
    public static readonly Metric Gini10 = new(MetricKind.Gini, 10);
    public static readonly Metric Ild10 = new(MetricKind.Ild, 10);
    public static readonly Metric Novelty10 = new(MetricKind.Novelty, 10);

    public static readonly Metric Accuracy = new(MetricKind.Accuracy);
    public static readonly Metric MacroF1 = new(MetricKind.MacroF1);

    /// <summary>What a report shows of a classification.</summary>
    public static readonly IReadOnlyList<Metric> OfClasses = [Accuracy, MacroF1];

    /// <summary>What a report shows of a task.</summary>
    public static IReadOnlyList<Metric> ReportedOf(string task) => task == Contracts.Artifacts.ScoreRow.Classify ? OfClasses : Reported;

    /// <summary>The metric that a task's systems are compared by.</summary>
    public static Metric LeadingOf(string task) => task == Contracts.Artifacts.ScoreRow.Classify ? Accuracy : Ndcg10;

    /// <summary>What a report shows of rankings, in its order; metrics of the products only where these are known.</summary>
    public static readonly IReadOnlyList<Metric> Reported =
        [Ndcg10, Recall20, Mrr, HitRate10, Map10, Precision10, ZeroResults, Coverage10, Gini10, Ild10, Novelty10];

    /// <summary>false: the metric belongs to all rankings together, so it has no value per user or query.</summary>
    public bool IsPerSubject => Kind is not (MetricKind.Coverage or MetricKind.Gini or MetricKind.MacroF1);

    /// <summary>true: the metric is of a classification, not of a ranking.</summary>
    public bool IsOfClasses => Kind is MetricKind.Accuracy or MetricKind.MacroF1;

    /// <summary>true: the metric is about the shown products themselves, right or wrong.</summary>
    public bool IsOfProducts => Kind is MetricKind.Ild or MetricKind.Novelty;

    /// <summary>Reads a written metric.</summary>
    /// <exception cref="FormatException">Unknown name or cut-off; the message has the known ones.</exception>
    public static Metric Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var kind = (MetricKind)Array.IndexOf(Names, at < 0 ? text : text[..at]);
        if (kind < 0)
            throw new FormatException(
                $"unknown metric '{text}'; known are {string.Join(", ", Reported.Concat(OfClasses))}, and other cut-offs"
            );
        if (at < 0)
        {
            return kind is MetricKind.Mrr or MetricKind.ZeroResults or MetricKind.Accuracy or MetricKind.MacroF1
                ? new Metric(kind)
                : throw new FormatException($"metric '{text}' needs a cut-off, for example '{text}@10'");
        }
        if (kind is MetricKind.ZeroResults or MetricKind.Accuracy or MetricKind.MacroF1)
            throw new FormatException($"metric '{Names[(int)kind]}' has no cut-off");
        return int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var depth) && depth > 0
            ? new Metric(kind, depth)
            : throw new FormatException($"the cut-off in metric '{text}' is not a whole number of at least 1");
    }

    public override string ToString() =>
        Depth is { } depth ? string.Create(CultureInfo.InvariantCulture, $"{Names[(int)Kind]}@{depth}") : Names[(int)Kind];
}
