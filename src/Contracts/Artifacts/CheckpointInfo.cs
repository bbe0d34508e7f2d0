namespace Recsys.Contracts.Artifacts;

/// <summary><c>checkpoint.json</c>: what the tensors beside it are.</summary>
public sealed record CheckpointInfo
{
    public const int CurrentVersion = 1;
    public const string FileName = "checkpoint.json", TensorFile = "checkpoint.safetensors", CurveFile = "training.tsv";

    public int FormatVersion { get; init; } = CurrentVersion;

    public required EncoderShape Encoder { get; init; }

    /// <summary><c>sha256:…</c> over what training read of the dataset: <see cref="DatasetManifest.Learning"/>, or the manifest's hash
    /// where it has none.</summary>
    public required string Dataset { get; init; }

    /// <summary><c>sha256:…</c> of the tensor file.</summary>
    public required string Tensors { get; init; }

    /// <summary><c>sha256:…</c> of the tensor file this one was pruned from; absent for a trained checkpoint.</summary>
    public string? PrunedFrom { get; init; }

    /// <summary>Facts for the model card.</summary>
    public SortedDictionary<string, string> Card { get; init; } = [];
}

/// <summary><c>prune/pruning.json</c>: the mask of each feed-forward layer and what it kept.</summary>
public sealed record PruningReport
{
    public const string FileName = "pruning.json";

    public required IReadOnlyList<PrunedLayer> Layers { get; init; }
}

/// <summary>One pruned layer: W ∘ mask, with the mask constant along each neuron.</summary>
public sealed record PrunedLayer
{
    public required string Name { get; init; }

    /// <summary>Neurons before pruning.</summary>
    public required int Neurons { get; init; }

    /// <summary>Indices of the neurons kept, ascending: the ones of the mask.</summary>
    public required IReadOnlyList<int> Kept { get; init; }

    /// <summary>‖W ∘ mask‖² / ‖W‖² over the layer's two matrices.</summary>
    public required double KeptEnergy { get; init; }

    /// <summary>Weights of the two matrices before and after.</summary>
    public required long WeightsBefore { get; init; }

    public required long WeightsAfter { get; init; }
}
