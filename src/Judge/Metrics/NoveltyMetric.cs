using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Metrics;

/// <summary>
/// Novelty in bits: the mean self-information −log₂ p of the shown products; 0 when nothing is shown. p is the share of purchases
/// with one added to each product (Laplace), so that it is never 0.
/// </summary>
public sealed class NoveltyMetric : PerSubjectMetric
{
    public override string Name => "novelty";

    public override string Title => "Novelty";

    public override string Meaning =>
        "mean −log₂((c + 1) / (C + N)) of the first k products in bits: c of a product's, C all purchases of the train part, N products";

    public override string Source => "Zhou et al., PNAS 107(10), 2010";

    public override Unit Unit => Unit.Bits;

    public override int? DeepestCutOff => Metric.RecordedTop;

    public override int? ReportedAt => 10;

    public override double Most(MetricContext context) => context.Products!.MostInformation;

    public override string? Lacks(MetricContext context) =>
        context.Products is not null ? null : "purchases of the products, and there is no catalogue";

    public override double Of(ScoreRow row, int depth, ProductFacts? products) => Of(Shown(row, depth), products!);

    /// <summary>The novelty of some products.</summary>
    public static double Of(ReadOnlySpan<int> shown, ProductFacts products)
    {
        var sum = 0.0;
        foreach (var product in shown) sum += products.SelfInformation(product);
        return shown.Length == 0 ? 0 : sum / shown.Length;
    }
}
