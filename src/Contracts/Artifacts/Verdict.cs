namespace Recsys.Contracts.Artifacts;

/// <summary>The judge's statement about one bundle's bytes: <c>verify/verdict.json</c>.</summary>
public sealed record Verdict
{
    public const int CurrentVersion = 1;
    public const string FileName = "verdict.json";
    public const string Pass = "pass", Fail = "fail", NotEnoughEvidence = "not_enough_evidence";

    /// <summary>Outcome of a gate, never of a verdict: there is no champion to compare with, so the gate says nothing.</summary>
    public const string NotApplicable = "not_applicable";

    public int FormatVersion { get; init; } = CurrentVersion;

    /// <summary><see cref="Pass"/>, <see cref="Fail"/> or <see cref="NotEnoughEvidence"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary><c>sha256:…</c> over the bundle folder (<see cref="ContentHash.OfFolder"/>).</summary>
    public required string Bundle { get; init; }

    /// <summary><c>sha256:…</c> of the dataset manifest the scores were taken on.</summary>
    public required string Dataset { get; init; }

    /// <summary><c>sha256:…</c> over the folder of the bundle then in production; none where there was none.</summary>
    public string? Champion { get; init; }

    /// <summary><c>sha256:…</c> of <c>verify/scores.tsv</c>.</summary>
    public required string Scores { get; init; }

    /// <summary><c>sha256:…</c> of <c>verify/subjects.tsv</c>; none where there was none.</summary>
    public string? Subjects { get; init; }

    /// <summary><c>sha256:…</c> of <c>verify/behaviour.json</c>.</summary>
    public required string Behaviour { get; init; }

    /// <summary><c>sha256:…</c> of the golden file; absent where the settings name none.</summary>
    public string? Golden { get; init; }

    /// <summary>What the bundle did where its behaviour was tried; every one must pass.</summary>
    public required IReadOnlyList<BehaviourResult> Checks { get; init; }

    /// <summary>Settings and code that it was reached with.</summary>
    public required Provenance Provenance { get; init; }

    public required IReadOnlyList<GateResult> Gates { get; init; }

    /// <summary>Why the outcome is what it is, in one line; of a verdict that is no pass, also what to do.</summary>
    public required string Reason { get; init; }

    /// <summary>Seed of the bootstrap.</summary>
    public int Seed { get; init; }

    /// <summary>Resamples of the bootstrap.</summary>
    public int Resamples { get; init; }

    /// <summary>
    /// <c>sha256:…</c> over this record without the seal. It shows an edited verdict; it is not a signature, so it does
    /// not stop anyone who can write the file and compute the hash anew.
    /// </summary>
    public string? Seal { get; init; }

    /// <summary>The same verdict with its seal.</summary>
    public Verdict Sealed() => this with { Seal = ComputeSeal() };

    /// <summary>What <see cref="Seal"/> has to be.</summary>
    public string ComputeSeal() => ContentHash.OfText(ArtifactJson.Serialize(this with { Seal = null }));
}

/// <summary>What one gate found.</summary>
public sealed record GateResult
{
    public required string Name { get; init; }

    public required string Task { get; init; }

    public required string Metric { get; init; }

    public string? Against { get; init; }

    /// <summary>The slice of users or queries that was judged; none for all of them.</summary>
    public string? Slice { get; init; }

    public required double AtLeast { get; init; }

    /// <summary>The bundle's figure, or its lead over <see cref="Against"/>; 0 when <see cref="Count"/> is 0.</summary>
    public required double Estimate { get; init; }

    /// <summary>Two-sided 95 % interval of the estimate by paired bootstrap.</summary>
    public required double Lower { get; init; }

    public required double Upper { get; init; }

    /// <summary>Users or queries behind the estimate.</summary>
    public required int Count { get; init; }

    /// <summary>One of the outcomes of <see cref="Verdict"/>, or <see cref="Verdict.NotApplicable"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>One-sided 95 % lower bound: the gate passes when it is at least <see cref="AtLeast"/>.</summary>
    public double LowerBound { get; init; }

    /// <summary>One-sided 95 % upper bound: the gate may fail when it is below <see cref="AtLeast"/>.</summary>
    public double UpperBound { get; init; }

    /// <summary>
    /// How likely so low an estimate would be if the gate held, after Holm's correction over all gates; the gate fails
    /// at 0.05 or less. 1 when <see cref="Count"/> is 0.
    /// </summary>
    public double FailProbability { get; init; } = 1;

    /// <summary>How far above <see cref="AtLeast"/> the truth must be for this many subjects to pass with 80 % probability.</summary>
    public double? Margin80 { get; init; }

    /// <summary>The same for 95 % probability.</summary>
    public double? Margin95 { get; init; }

    /// <summary>
    /// More subjects that would decide the gate with 80 % probability if the estimate is the truth; none when it is
    /// decided, or when no number would.
    /// </summary>
    public long? MoreSubjects { get; init; }

    /// <summary>Why, in one line.</summary>
    public string Reason { get; init; } = "";
}
