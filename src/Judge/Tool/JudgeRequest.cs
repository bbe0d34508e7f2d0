namespace Recsys.Judge.Tool;

/// <summary>What the tool was asked to judge. Paths of files and folders.</summary>
public sealed record JudgeRequest
{
    /// <summary>The gates file.</summary>
    public required string Gates { get; init; }

    /// <summary>Folder for verdict and reports.</summary>
    public required string Out { get; init; }

    /// <summary>Score rows; null where measurements alone are judged.</summary>
    public string? Scores { get; init; }

    /// <summary>Attributes of the subjects.</summary>
    public string? Subjects { get; init; }

    /// <summary>The products, in the order of their indices.</summary>
    public string? Catalogue { get; init; }

    /// <summary>Number of products; needed where there is neither a catalogue nor a bundle.</summary>
    public int? CatalogueSize { get; init; }

    /// <summary>Values that were measured beside the scores.</summary>
    public string? Measurements { get; init; }

    /// <summary>Folder of the bundle that was scored.</summary>
    public string? Bundle { get; init; }

    /// <summary>Folder of the bundle in production.</summary>
    public string? Champion { get; init; }

    /// <summary>Manifest of the dataset.</summary>
    public string? Dataset { get; init; }

    /// <summary>What was tried of the bundle's behaviour.</summary>
    public string? Behaviour { get; init; }

    /// <summary>What reports call what is judged; null: the bundle's name.</summary>
    public string? Name { get; init; }

    /// <summary>Seed of the resamples.</summary>
    public required int Seed { get; init; }
}
