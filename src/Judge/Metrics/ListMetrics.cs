namespace Recsys.Judge.Metrics;

/// <summary>Metrics of the shown products themselves, right or wrong.</summary>
public static class ListMetrics
{
    /// <summary>The value of a metric of the products on the first ones shown.</summary>
    /// <param name="metric">One with <see cref="Metric.IsOfProducts"/>.</param>
    /// <param name="shown">Products, best first.</param>
    /// <param name="facts">What is known of them.</param>
    public static double Of(Metric metric, int[] shown, ProductFacts facts)
    {
        var list = shown.AsSpan(0, Math.Min(metric.Depth ?? shown.Length, shown.Length));
        return metric.Kind == MetricKind.Ild ? Diversity(list, facts) : Novelty(list, facts);
    }

    /// <summary>
    /// Intra-list diversity, within [0, 1]: the mean distance of two shown products, 2 Σ_{i &lt; j} d(i, j) / (n (n − 1)); 0 for
    /// less than two. Ziegler, McNee, Konstan and Lausen, WWW 2005 (intra-list similarity, its complement); here with
    /// <see cref="ProductFacts.Distance"/> of categories.
    /// </summary>
    public static double Diversity(ReadOnlySpan<int> shown, ProductFacts facts)
    {
        if (shown.Length < 2) return 0;
        var sum = 0.0;
        for (var i = 0; i < shown.Length; i++)
            for (var j = i + 1; j < shown.Length; j++) sum += facts.Distance(shown[i], shown[j]);
        return 2 * sum / (shown.Length * (shown.Length - 1.0));
    }

    /// <summary>
    /// Novelty in bits: the mean self-information −log₂ p of the shown products; 0 when nothing is shown. Zhou et al., PNAS
    /// 107(10), 2010; p is the share of purchases with one added to each product (Laplace), so that it is never 0.
    /// </summary>
    public static double Novelty(ReadOnlySpan<int> shown, ProductFacts facts)
    {
        var sum = 0.0;
        foreach (var product in shown) sum += facts.SelfInformation(product);
        return shown.Length == 0 ? 0 : sum / shown.Length;
    }
}
