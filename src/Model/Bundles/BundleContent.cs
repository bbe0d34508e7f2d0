using Recsys.Contracts.Artifacts;
using Recsys.Engine.Matching;
using Recsys.Model.Checkpoints;
using Recsys.Model.Classification;
using Recsys.Settings;

namespace Recsys.Model.Bundles;

/// <summary>Everything a bundle is made of.</summary>
public sealed record BundleContent
{
    /// <summary>The shop's name from the settings.</summary>
    public required string Name { get; init; }

    public required EncoderShape Encoder { get; init; }

    /// <summary>The tensors of docs/artifacts.md, "checkpoint", by name.</summary>
    public required IReadOnlyDictionary<string, FloatTensor> Weights { get; init; }

    /// <summary>Row i belongs to row i of the tensor <c>items</c>.</summary>
    public required IReadOnlyList<CatalogueRow> Catalogue { get; init; }

    /// <summary><c>integer</c> or <c>text</c>.</summary>
    public required string ProductIdType { get; init; }

    /// <summary>true: products already bought may be recommended again.</summary>
    public required bool Repeats { get; init; }

    /// <summary>true: there were no events to learn from, so every recommendation is the cold one.</summary>
    public bool Cold { get; init; }

    /// <summary>Name to hash, back to the tables.</summary>
    public required IReadOnlyDictionary<string, string> Lineage { get; init; }

    /// <summary>Facts for the model card: no times.</summary>
    public IReadOnlyDictionary<string, string> Card { get; init; } = new Dictionary<string, string>();

    /// <summary>How the search weighs its features.</summary>
    public SearchWeights Search { get; init; } = MatchFeatures.Default;

    /// <summary>Category of a title; null where there is none to learn from.</summary>
    public FittedClassifier? Classifier { get; init; }

    /// <summary>Rows of <c>tags.tsv</c>; null writes no such file.</summary>
    public IReadOnlyList<TagRow>? Tags { get; init; }

    /// <summary>What the dataset looked like: <see cref="BundleManifest.Profile"/>.</summary>
    public SortedDictionary<string, Distribution>? Profile { get; init; }

    /// <summary>Number formats of tables and weights.</summary>
    public QuantizeSettings Quantize { get; init; } = new();
}

/// <summary>One row of <c>catalogue.tsv</c>.</summary>
public sealed record CatalogueRow(string ProductId, string Title, string Category, double? Price, long Popularity)
{
    /// <summary>Read by the lexical index alone; no column of the table.</summary>
    public string Description { get; init; } = "";
}
