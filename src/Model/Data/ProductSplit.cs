using System.Text;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Randomness;
using Recsys.Settings;

namespace Recsys.Model.Data;

/// <summary>
/// Splits the products: the classifier learns the categories of the train split, the validation split steers it, and the test split only
/// measures it.
/// </summary>
/// <remarks>A product's split depends on the seed and its id alone, so it stays where it is when others come and go.</remarks>
public sealed class ProductSplit(ClassifySettings settings, int seed)
{
    /// <summary>Share of the other products that stop the training and fit the temperature.</summary>
    private const double ValidationShare = 0.1;

    /// <summary>In a bundle's lineage: hash of what the split depends on.</summary>
    public const string LineageName = "split";

    /// <summary>Hash of seed and settings; bundles of another one may have learned from what is held out here.</summary>
    public string Hash => ContentHash.OfText($"{seed} {SettingsHash.Of(settings)}");

    /// <summary><see cref="Split.Test"/> is held out.</summary>
    public Split Of(string productId)
    {
        var unit = Unit(productId);
        return unit < settings.HeldOut ? Split.Test
            : unit < settings.HeldOut + ValidationShare * (1 - settings.HeldOut) ? Split.Validation
            : Split.Train;
    }

    /// <summary>
    /// The dataset as training may see it: what titles stand beside which category must not reach the text encoder either,
    /// or held-out products would be no news to it.
    /// </summary>
    public Dataset Visible(Dataset dataset) => settings.MaxEpochs == 0
        ? dataset
        : dataset.With([.. dataset.Products.Select(product => Of(product.Id) == Split.Train ? product : product with { Category = "" })]);

    private double Unit(string productId)
    {
        var hash = SplitMixFunction.Mix((ulong)seed + SplitMixFunction.Increment);
        foreach (var value in Encoding.UTF8.GetBytes(productId)) hash = SplitMixFunction.Mix(hash + SplitMixFunction.Increment + value);
        return (hash >> 11) * (1.0 / (1UL << 53));
    }
}
