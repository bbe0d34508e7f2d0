using Recsys.Contracts.Artifacts;
using Recsys.Engine.Files;

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
    internal static Catalogue Read(FileBytes content, string path)
    {
        var products = CatalogueReader.Read(content, path);
        var indices = new Dictionary<string, int>(products.Length, StringComparer.Ordinal);
        foreach (var product in products)
        {
            if (!indices.TryAdd(product.ProductId, product.Index))
                throw new ArtifactException(
                    $"{path}, line {product.Index + 2}: unusable product_id (it occurs twice): '{product.ProductId}'. Remedy: run Quantize "
                        + $"again."
                );
        }
        return new Catalogue(products, indices);
    }
}
