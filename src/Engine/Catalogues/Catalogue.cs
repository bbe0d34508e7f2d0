using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Engine.Catalogues;

/// <summary>The products of a bundle, by index and by id.</summary>
public sealed class Catalogue
{
    private readonly Product[] _products;
    private readonly Dictionary<string, int> _indices;

    private Catalogue(Product[] products, Dictionary<string, int> indices)
    {
        (_products, _indices) = (products, indices);
        HasCategories = products.Any(product => product.Category.Length > 0);
        HasPrices = products.Any(product => product.Price is not null);
    }

    /// <summary>Products, N.</summary>
    public int Count => _products.Length;

    /// <summary>Whether any product has a category, so that one can be filtered by.</summary>
    public bool HasCategories { get; }

    /// <summary>Whether any product has a price.</summary>
    public bool HasPrices { get; }

    /// <summary>The product of one row.</summary>
    public Product this[int index] => _products[index];

    /// <summary>Finds a product by the shop's id, compared ordinally.</summary>
    public bool TryFind(string productId, out int index) => _indices.TryGetValue(productId, out index);

    /// <summary>Reads <c>catalogue.tsv</c>.</summary>
    /// <param name="content">The file's bytes.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="ArtifactException">Malformed; names the file and the line.</exception>
    internal static Catalogue Read(byte[] content, string path)
    {
        var products = new List<Product>();
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in Tsv.Read(new MemoryStream(content), path, Tables.CatalogueColumns))
        {
            var index = products.Count;
            double? price = null;
            if (row[3].Length > 0)
            {
                if (!double.TryParse(row[3], NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                    throw Malformed("price", row[3]);
                price = number;
            }
            if (!long.TryParse(row[4], NumberStyles.Integer, CultureInfo.InvariantCulture, out var popularity))
                throw Malformed("popularity", row[4]);
            if (!indices.TryAdd(row[0], index))
                throw Malformed("product_id (it occurs twice)", row[0]);
            products.Add(new Product(index, row[0], row[1], row[2], price, popularity));

            ArtifactException Malformed(string column, string value) =>
                new($"{path}, line {index + 2}: unusable {column}: '{value}'. Remedy: run Quantize again.");
        }
        return new Catalogue([.. products], indices);
    }
}
