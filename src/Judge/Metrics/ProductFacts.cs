namespace Recsys.Judge.Metrics;

/// <summary>What diversity and novelty need to know of the products.</summary>
public sealed class ProductFacts
{
    private readonly int[][] _paths;
    private readonly double[] _information;

    /// <param name="products">The catalogue, by index.</param>
    public ProductFacts(IReadOnlyList<CatalogueProduct> products)
    {
        var nodes = new Dictionary<string, int>(StringComparer.Ordinal);
        _paths = [.. products.Select(product => Path(product.Category, nodes))];
        HasCategories = nodes.Count > 0;
        MostInformation = Math.Log2(products.Sum(product => (double)product.Purchases) + products.Count);
        _information = [.. products.Select(product => MostInformation - Math.Log2(product.Purchases + 1.0))];
    }

    /// <summary>Whether any product has a category; without one all products are equally far apart.</summary>
    public bool HasCategories { get; }

    /// <summary>Self-information of a product that was never bought: the largest there is, in bits.</summary>
    public double MostInformation { get; }

    /// <summary>
    /// 1 − the Jaccard similarity of two category paths as sets of nodes: 0 within one category, 1 with nothing in common. A
    /// product without a category has nothing in common with any other.
    /// </summary>
    public double Distance(int one, int other)
    {
        var (a, b) = (_paths[one], _paths[other]);
        var shared = a.AsSpan().CommonPrefixLength(b);
        return shared == 0 ? 1 : 1 - (double)shared / (a.Length + b.Length - shared);
    }

    /// <summary>−log₂ of the product's share of the train part's purchases, each product counted once more than it was bought.</summary>
    public double SelfInformation(int product) => _information[product];

    // A node is named by the whole way to it: 'Home > Lamps' is not 'Toys > Lamps'.
    private static int[] Path(string category, Dictionary<string, int> nodes)
    {
        if (category.Length == 0) return [];
        var levels = category.Split(" > ");
        return [.. levels.Select((_, depth) =>
        {
            var node = string.Join(" > ", levels.Take(depth + 1));
            if (!nodes.TryGetValue(node, out var number)) nodes.Add(node, number = nodes.Count);
            return number;
        })];
    }
}
