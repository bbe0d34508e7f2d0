namespace Recsys.Contracts.Artifacts;

/// <summary>What the step cache keeps of one step's result: the files by their hashes, not the files themselves.</summary>
public sealed record CacheEntry
{
    public const int CurrentVersion = 1;

    public int FormatVersion { get; init; } = CurrentVersion;

    public required string Step { get; init; }

    /// <summary>The step's <see cref="StepRecord.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Output folder to relative file name to file.</summary>
    public required SortedDictionary<string, SortedDictionary<string, CachedFile>> Outputs { get; init; }

    /// <summary>What making it took.</summary>
    public double Seconds { get; init; }

    public SortedDictionary<string, double> Figures { get; init; } = [];

    /// <summary>Of whoever stored it, over the entry without this field; only of results behind the gate.</summary>
    public string? Seal { get; init; }
}

/// <summary>One file of a cached result.</summary>
/// <param name="Hash"><c>sha256:…</c>, which is also the name it is kept under.</param>
/// <param name="Size">Bytes.</param>
public sealed record CachedFile(string Hash, long Size);
