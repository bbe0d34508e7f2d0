namespace Recsys.Contracts.Artifacts;

/// <summary>The judge's statement about one bundle's bytes: <c>verify/verdict.json</c>.</summary>
public sealed record Verdict
{
    public const int CurrentVersion = 1;
    public const string FileName = "verdict.json";
    public const string Pass = "pass", Fail = "fail", NotEnoughEvidence = "not_enough_evidence";

    public int FormatVersion { get; init; } = CurrentVersion;

    /// <summary><see cref="Pass"/>, <see cref="Fail"/> or <see cref="NotEnoughEvidence"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary><c>sha256:…</c> over the bundle folder (<see cref="ContentHash.OfFolder"/>).</summary>
    public required string Bundle { get; init; }

    /// <summary><c>sha256:…</c> of the dataset manifest the scores were taken on.</summary>
    public required string Dataset { get; init; }

    /// <summary><c>sha256:…</c> of <c>verify/scores.tsv</c>.</summary>
    public required string Scores { get; init; }

    public required IReadOnlyList<GateResult> Gates { get; init; }

    /// <summary>Why the outcome is what it is, in one line.</summary>
    public required string Reason { get; init; }
}

/// <summary>What one gate found.</summary>
public sealed record GateResult
{
    public required string Name { get; init; }

    public required string Task { get; init; }

    public required string Metric { get; init; }

    public string? Against { get; init; }

    public required double AtLeast { get; init; }

    /// <summary>Mean of the metric, or of the paired difference.</summary>
    public required double Estimate { get; init; }

    /// <summary>Two-sided 95 % interval of the estimate by paired bootstrap.</summary>
    public required double Lower { get; init; }

    public required double Upper { get; init; }

    /// <summary>Users or queries behind the estimate.</summary>
    public required int Count { get; init; }

    /// <summary>One of the outcomes of <see cref="Verdict"/>.</summary>
    public required string Outcome { get; init; }
}
