using Recsys.Engine.Text;
using Recsys.Model.Architecture;
using Recsys.Model.Data;
using static TorchSharp.torch;

namespace Recsys.Model.Networks;

/// <summary>
/// One vector per product: an identity vector of its own, plus the encoding of its text, plus that of its price band. Users and
/// queries are both scored against it.
/// </summary>
public sealed class ItemSpace
{
    private readonly ItemLayers _layers;
    private readonly Parameters _parameters;
    private readonly TextEncoder _text;
    private readonly int[][] _features;
    private readonly long[] _prices;

    public ItemSpace(NetworkDescription network, Parameters parameters, TextEncoder text, IReadOnlyList<ProductRow> products)
    {
        _layers = network.Items;
        _parameters = parameters;
        _text = text;
        _features = [.. products.Select(product => TextFeatures.Of(TextOf(product), (int)network.Text.Features.Rows))];
        _prices = [.. products.Select(product => (long)PriceBand.Of(product.Price))];
    }

    /// <summary>What is read of a product: title and category.</summary>
    public static string TextOf(ProductRow product) => $"{product.Title} {product.Category}";

    /// <summary>Vectors [n, d] of the given products.</summary>
    /// <param name="products">Catalogue indices.</param>
    /// <param name="identity">One factor per product for its identity vector (0 leaves the text alone), or null for 1.</param>
    public Tensor Vectors(long[] products, float[]? identity)
    {
        var own = _parameters.Rows(_layers.Identity, tensor(products, [products.Length]));
        if (identity is not null) own = own.mul(tensor(identity, [identity.Length, 1]));
        var price = _parameters.Rows(_layers.Price, tensor([.. products.Select(product => _prices[product])], [products.Length]));
        return own.Plus(_text.Items(FeatureBags.Of([.. products.Select(product => _features[product])]))).Plus(price);
    }
}
