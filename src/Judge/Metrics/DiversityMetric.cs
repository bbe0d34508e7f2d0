using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Metrics;

/// <summary>
/// Intra-list diversity, within [0, 1]: the mean distance of two shown products, 2 Σ_{i &lt; j} d(i, j) / (n (n − 1)); 0 for
/// less than two. Ziegler et al. measure intra-list similarity, its complement; here with
/// <see cref="ProductFacts.Distance"/> of categories.
/// </summary>
public sealed class DiversityMetric : PerSubjectMetric
{
    public override string Name => "ild";

    public override string Title => "ILD";

    public override string Meaning =>
        "mean distance of two of the first k products, 2 Σ d / (n (n − 1)); d = 1 − shared / all nodes of their two category paths; "
        + "left out where no product has a category";

    public override string Source => "Ziegler, McNee, Konstan and Lausen, WWW 2005";

    public override int? DeepestCutOff => Metric.RecordedTop;

    public override int? ReportedAt => 10;

    public override string? Lacks(MetricContext context) =>
        context.Products is { HasCategories: true } ? null : "categories of the products, and the catalogue has none";

    public override double Of(ScoreRow row, int depth, ProductFacts? products) => Of(Shown(row, depth), products!);

    /// <summary>The diversity of some products.</summary>
    public static double Of(ReadOnlySpan<int> shown, ProductFacts products)
    {
        if (shown.Length < 2) return 0;
        var sum = 0.0;
        for (var i = 0; i < shown.Length; i++)
            for (var j = i + 1; j < shown.Length; j++) sum += products.Distance(shown[i], shown[j]);
        return 2 * sum / (shown.Length * (shown.Length - 1.0));
    }
}
