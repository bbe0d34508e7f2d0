namespace Recsys.Contracts.Artifacts;

/// <summary><c>run.json</c> and <c>runs/&lt;started&gt;-&lt;n&gt;.json</c>: one call of the build and what it came to.</summary>
public sealed record RunRecord
{
    public const int CurrentVersion = 1;
    public const string FileName = "run.json", Folder = "runs";

    /// <summary>The values of <see cref="Outcome"/>.</summary>
    public const string Done = "done", Failed = "failed", VerifyFailed = "verify_failed", NotEnoughEvidence = "not_enough_evidence",
        Reverted = "reverted", Interrupted = "interrupted", Killed = "killed";

    public int FormatVersion { get; init; } = CurrentVersion;

    public required string Target { get; init; }

    public required string Outcome { get; init; }

    /// <summary>ISO 8601, UTC.</summary>
    public required string Started { get; init; }

    public required double Seconds { get; init; }

    /// <summary>The steps the run came to, in their order.</summary>
    public required IReadOnlyList<RunStep> Steps { get; init; }

    /// <summary>What ended a run that is not done.</summary>
    public string? Error { get; init; }

    /// <summary><c>sha256:…</c> over the bundle folder, when the run came to Quantize.</summary>
    public string? Bundle { get; init; }

    /// <summary>Bytes of the bundle.</summary>
    public long? BundleSize { get; init; }

    /// <summary>The verdict's outcome, when the run came to Verify.</summary>
    public string? Verdict { get; init; }

    /// <summary>The override under which the run shipped what did not pass.</summary>
    public VerdictOverride? Override { get; init; }

    /// <summary>Task to the bundle's mean NDCG@10, when the run came to Verify.</summary>
    public SortedDictionary<string, double>? Ndcg { get; init; }

    /// <summary>Digest of the image, when the run came to DockerBuild.</summary>
    public string? ImageDigest { get; init; }

    /// <summary>Bytes of the image's files.</summary>
    public long? ImageSize { get; init; }
}

/// <summary>One step within a run.</summary>
public sealed record RunStep
{
    /// <summary>The values of <see cref="Decision"/>.</summary>
    public const string Skipped = "skipped", Restored = "restored", Ran = "ran", Failed = "failed";

    public required string Step { get; init; }

    public required string Decision { get; init; }

    /// <summary>Why it was not left alone; empty when it was.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    public required double Seconds { get; init; }

    /// <summary>Peak resident memory of the step's process, in MiB; 0 where unknown.</summary>
    public double PeakMemory { get; init; }

    public SortedDictionary<string, double> Figures { get; init; } = [];
}
