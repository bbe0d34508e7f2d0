namespace Recsys.Contracts.Artifacts;

/// <summary><c>bundle/manifest.json</c>: what is served, its hashes, and where it came from.</summary>
public sealed record BundleManifest
{
    public const int CurrentVersion = 2;
    public const string FileName = "manifest.json";

    /// <summary>The other files, beside <see cref="Artifacts.Tables.Catalogue"/> and <see cref="InvertedIndexFormat.FileName"/>.</summary>
    public const string ItemsFile = "items.bin", EncoderFile = "encoder.onnx", QueryFile = "query.onnx", NeighbourFile = "memory.bin";

    /// <summary>Files of a bundle that classifies titles: the graph with its classes' names (neither where no product has a category), and
    /// the tags.</summary>
    public const string ClassifierFile = "classifier.onnx", CategoriesFile = "categories.tsv", TagsFile = "tags.tsv";

    public int FormatVersion { get; init; } = CurrentVersion;

    /// <summary>The shop's name from the settings.</summary>
    public required string Name { get; init; }

    /// <summary>Relative file name to <c>sha256:…</c>, of every other file in the folder.</summary>
    public required SortedDictionary<string, string> Files { get; init; }

    public required EncoderShape Encoder { get; init; }

    /// <summary><c>integer</c> when every product id is a canonical integer (answered as numbers), else <c>text</c>.</summary>
    public required string ProductIdType { get; init; }

    /// <summary>Products in the catalogue, N.</summary>
    public required int Products { get; init; }

    /// <summary><c>int8</c> or <c>float32</c>: the format of <c>items.bin</c>.</summary>
    public required string Tables { get; init; }

    /// <summary>true: products already bought may be recommended again.</summary>
    public required bool Repeats { get; init; }

    /// <summary>true: there were no events to learn from, so every recommendation is the cold one; left out where there were.</summary>
    public bool? Cold { get; init; }

    /// <summary>How the search weighs its features; without it by the defaults.</summary>
    public SearchWeights? Search { get; init; }

    /// <summary>Hashes from the bundle back to the tables: <c>dataset</c>, <c>checkpoint</c>, <c>settings</c>, …</summary>
    public required SortedDictionary<string, string> Lineage { get; init; }

    /// <summary>Facts for the model card: plain words and figures, no times.</summary>
    public SortedDictionary<string, string> Card { get; init; } = [];

    /// <summary>
    /// Attribute to how the dataset spreads over it: what the data of the next bundle is compared with. Absent where another tool wrote the
    /// bundle.
    /// </summary>
    public SortedDictionary<string, Distribution>? Profile { get; init; }
}

/// <summary>Shapes and constants that training and serving share.</summary>
public sealed record EncoderShape
{
    /// <summary>Length d of item, user and query vectors.</summary>
    public required int Dimensions { get; init; }

    /// <summary>Events L that the user encoder sees at most.</summary>
    public required int Length { get; init; }

    public required int Blocks { get; init; }

    public required int Heads { get; init; }

    /// <summary>Width of each block's feed-forward layer, after pruning.</summary>
    public required int FeedForward { get; init; }

    /// <summary>Hash buckets H of the text features.</summary>
    public required int TextBuckets { get; init; }
}
