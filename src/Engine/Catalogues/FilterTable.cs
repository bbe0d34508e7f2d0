namespace Recsys.Engine.Catalogues;

/// <summary>Categories and prices by product index, so that a filter costs two look-ups a product. Thread-safe.</summary>
internal sealed class FilterTable
{
    private const string Separator = " > ";
    private readonly string[] _categories;
    private readonly int[] _categoryOf;
    private readonly double[] _prices;

    public FilterTable(Catalogue catalogue)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        _categoryOf = new int[catalogue.Count];
        _prices = new double[catalogue.Count];
        for (var i = 0; i < catalogue.Count; i++)
        {
            if (!ids.TryGetValue(catalogue[i].Category, out var id)) ids[catalogue[i].Category] = id = ids.Count;
            _categoryOf[i] = id;
            _prices[i] = catalogue[i].Price ?? double.NaN;
        }
        _categories = new string[ids.Count];
        foreach (var (category, id) in ids) _categories[id] = category;
    }

    /// <summary>Whether each product may be shown; null when all may.</summary>
    public bool[]? Allowed(SearchFilter? filter)
    {
        if (filter is null or { Category: null, PriceMin: null, PriceMax: null }) return null;
        var categories = Array.ConvertAll(_categories, category => filter.Category is not { } path || IsWithin(category, path));
        var ranged = filter.PriceMin is not null || filter.PriceMax is not null;
        var (least, most) = (filter.PriceMin ?? double.NegativeInfinity, filter.PriceMax ?? double.PositiveInfinity);
        var allowed = new bool[_prices.Length];
        // an unknown price is no number, which compares with nothing
        for (var i = 0; i < allowed.Length; i++)
            allowed[i] = categories[_categoryOf[i]] && (!ranged || (_prices[i] >= least && _prices[i] <= most));
        return allowed;
    }

    /// <summary>Counts the products of positive score by category and price.</summary>
    /// <param name="scores">N values.</param>
    /// <param name="least">Smallest score that counts.</param>
    /// <param name="filter">Each facet leaves its own part aside.</param>
    public Facets Count(ReadOnlySpan<float> scores, float least, SearchFilter filter)
    {
        var (byCategory, prices) = (new int[_categories.Length], new List<double>());
        var (anyCategory, anyPrice) = (Allowed(filter with { Category = null }), Allowed(filter with { PriceMin = null, PriceMax = null }));
        for (var i = 0; i < scores.Length; i++)
        {
            if (!(scores[i] > 0) || scores[i] < least) continue;
            if (anyCategory?[i] != false) byCategory[_categoryOf[i]]++;
            if (anyPrice?[i] != false && !double.IsNaN(_prices[i])) prices.Add(_prices[i]);
        }
        return new Facets(Below(byCategory, filter.Category), PriceFacet.Of(prices));
    }

    // The next level below what is filtered by: the whole path of each, so that it can be filtered by in turn.
    private List<CategoryFacet> Below(int[] counts, string? path)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 0; id < counts.Length; id++)
        {
            var category = _categories[id];
            if (counts[id] == 0 || category.Length == 0) continue;
            var within = path is not null && category.Length > path.Length && IsWithin(category, path);
            var end = category.IndexOf(Separator, within ? path!.Length + Separator.Length : 0, StringComparison.Ordinal);
            var name = end < 0 ? category : category[..end];
            found[name] = found.GetValueOrDefault(name) + counts[id];
        }
        return
        [
            .. found
                .OrderByDescending(one => one.Value)
                .ThenBy(one => one.Key, StringComparer.Ordinal)
                .Take(Facets.MostCategories)
                .Select(one => new CategoryFacet(one.Key, one.Value)),
        ];
    }

    private static bool IsWithin(string category, string path) => category.StartsWith(path, StringComparison.Ordinal)
        && (category.Length == path.Length || category.AsSpan(path.Length).StartsWith(Separator, StringComparison.Ordinal));
}
