namespace Recsys.Judge.Metrics;

/// <summary>What is known beside the rankings.</summary>
/// <param name="CatalogueSize">Products that could be shown.</param>
/// <param name="Products">What the products are; null where that is not known.</param>
public sealed record MetricContext(int CatalogueSize, ProductFacts? Products = null);
