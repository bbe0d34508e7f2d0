using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Recsys.Settings;

/// <summary>Category and tags of a new title.</summary>
public sealed record ClassifySettings
{
    [Description(
        "Share of the products, chosen by seed and product id, whose category no training sees: Verify scores the task classify on them."
    )]
    [Range(0.0, 0.5)]
    public double HeldOut { get; init; } = 0.1;

    [Description("Passes over the products after which fitting the classifier stops in any case; 0 writes a bundle without one.")]
    [Range(0, 1000)]
    public int MaxEpochs { get; init; } = 100;
}
