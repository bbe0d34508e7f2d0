namespace Recsys.Engine.Catalogues;

/// <summary>How the products found for a query lie over categories and prices.</summary>
/// <param name="Categories">Most products first.</param>
/// <param name="Price">null where no product found has a price.</param>
public sealed record Facets(IReadOnlyList<CategoryFacet> Categories, PriceFacet? Price)
{
    /// <summary>Categories in an answer.</summary>
    public const int MostCategories = 20;

    /// <summary>A product counts that has at least this part of the best BM25 score: one that shares a syllable alone does not.</summary>
    public const float Share = 0.5f;
}

/// <summary>A category one level below the filter's, or of the first level.</summary>
/// <param name="Category">Its whole path, as the filter takes it.</param>
/// <param name="Count">Products found in it and below.</param>
public sealed record CategoryFacet(string Category, int Count);

/// <summary>The prices of what was found.</summary>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
/// <param name="Ranges">At most four, of about as many products each.</param>
public sealed record PriceFacet(double Min, double Max, IReadOnlyList<PriceRange> Ranges)
{
    private const int Parts = 4;

    /// <returns>null where there are none.</returns>
    internal static PriceFacet? Of(List<double> prices)
    {
        if (prices.Count == 0) return null;
        prices.Sort();
        var edges = Enumerable.Range(0, Parts + 1).Select(part => prices[(prices.Count - 1) * part / Parts]).Distinct().ToArray();
        var ranges = new List<PriceRange>();
        for (var i = 0; i + 1 < edges.Length; i++)
        {
            var (from, to, last) = (edges[i], edges[i + 1], i + 2 == edges.Length);
            // Both ends are inside, as in the filter; a price on an edge between two counts in the upper one.
            ranges.Add(new PriceRange(from, to, prices.Count(price => price >= from && (price < to || (last && price == to)))));
        }
        if (ranges.Count == 0) ranges.Add(new PriceRange(edges[0], edges[0], prices.Count));
        return new PriceFacet(prices[0], prices[^1], ranges);
    }
}

/// <summary>Prices from one to another.</summary>
public sealed record PriceRange(double From, double To, int Count);
