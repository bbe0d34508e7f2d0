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

    private static bool IsWithin(string category, string path) => category.StartsWith(path, StringComparison.Ordinal)
        && (category.Length == path.Length || category.AsSpan(path.Length).StartsWith(Separator, StringComparison.Ordinal));
}
