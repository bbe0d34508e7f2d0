using System.Text.Json.Serialization;

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

    /// <summary><c>sha256:…</c> over the bundle folder (<see cref="ContentHash.OfFolder"/>); none where scores alone were judged.</summary>
    public string? Bundle { get; init; }

    /// <summary>Hashes of all that it rests on; in the file they are the members that follow.</summary>
    [JsonIgnore]
    public Materials Materials { get; init; } = new();

    public string? Dataset
    {
        get => Materials.Dataset;
        init => Materials = Materials with { Dataset = value };
    }

    public string? Champion
    {
        get => Materials.Champion;
        init => Materials = Materials with { Champion = value };
    }

    public string? Scores
    {
        get => Materials.Scores;
        init => Materials = Materials with { Scores = value };
    }

    public string? Subjects
    {
        get => Materials.Subjects;
        init => Materials = Materials with { Subjects = value };
    }

    public string? Behaviour
    {
        get => Materials.Behaviour;
        init => Materials = Materials with { Behaviour = value };
    }

    public string? Golden
    {
        get => Materials.Golden;
        init => Materials = Materials with { Golden = value };
    }

    /// <summary>What the bundle did where its behaviour was tried; every one must pass.</summary>
    public required IReadOnlyList<BehaviourResult> Checks { get; init; }

    /// <summary>What is served and what of it was measured; none where scores alone were judged.</summary>
    public EndpointCoverage? Coverage { get; init; }

    /// <summary>Whether its gates were registered before the training; none where scores alone were judged.</summary>
    public GateRegistration? Registration { get; init; }

    /// <summary>Settings and code that it was reached with.</summary>
    public Provenance? Provenance
    {
        get => Materials.Provenance;
        init => Materials = Materials with { Provenance = value };
    }

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

    /// <summary>Whether the bundle was itself the one in production, byte for byte.</summary>
    [JsonIgnore]
    public bool IsChampion => Champion is not null && Champion == Bundle;

    /// <summary>The same verdict with its seal.</summary>
    public Verdict Sealed() => this with { Seal = ComputeSeal() };

    /// <summary>What <see cref="Seal"/> has to be.</summary>
    public string ComputeSeal() => ContentHash.OfText(ArtifactJson.Serialize(this with { Seal = null }));
}

/// <summary>What one gate found.</summary>
public sealed record GateResult
{
    public required string Name { get; init; }

    /// <summary>How the evidence was judged; none for the paired bootstrap over score rows.</summary>
    public string? Kind { get; init; }

    public required string Task { get; init; }

    public required string Metric { get; init; }

    public string? Against { get; init; }

    /// <summary>The slice of users or queries that was judged; none for all of them.</summary>
    public string? Slice { get; init; }

    /// <summary>The smallest acceptable figure; none where a largest one is demanded.</summary>
    public double? AtLeast { get; init; }

    /// <summary>The largest acceptable figure; none where a smallest one is demanded.</summary>
    public double? AtMost { get; init; }

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

    /// <summary>Where its settings were written: files with their lines, variables, arguments; none where that is not known.</summary>
    public string? Origin { get; init; }

    /// <summary>What is demanded.</summary>
    [JsonIgnore]
    public GateBound Bound => AtMost is { } most ? new(most, IsCeiling: true) : new(AtLeast ?? double.NaN, IsCeiling: false);

    /// <summary>How far the one-sided bound of the figure is on the right side of what is demanded.</summary>
    [JsonIgnore]
    public double Spare => Bound.Spare(Bound.IsCeiling ? UpperBound : LowerBound);

    /// <summary>Whether the one-sided bound of the figure is on the right side.</summary>
    [JsonIgnore]
    public bool IsMet => Spare >= 0;
}
