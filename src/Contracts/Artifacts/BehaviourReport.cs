namespace Recsys.Contracts.Artifacts;

/// <summary><c>verify/behaviour.json</c>: what was tried on the bundle and where it did not behave; the judge decides from it.</summary>
public sealed record BehaviourReport
{
    public const int CurrentVersion = 1;
    public const string FileName = "behaviour.json";

    public int FormatVersion { get; init; } = CurrentVersion;

    /// <summary><c>sha256:…</c> over the bundle folder that was asked.</summary>
    public required string Bundle { get; init; }

    /// <summary><c>sha256:…</c> of the dataset manifest whose users and queries were taken.</summary>
    public required string Dataset { get; init; }

    /// <summary><c>sha256:…</c> of the golden file; absent where the settings name none.</summary>
    public string? Golden { get; init; }

    public required IReadOnlyList<BehaviourCheck> Checks { get; init; }
}

/// <summary>One kind of thing that must hold of every bundle.</summary>
public sealed record BehaviourCheck
{
    /// <summary>The names that Verify demands; <see cref="GoldenQueries"/> only where the settings name a golden file.</summary>
    public const string EngineEqualsTraining = "engine_equals_training",
        Determinism = "determinism",
        NothingBoughtAgain = "nothing_bought_again",
        QueryForms = "query_forms",
        AbsurdInput = "absurd_input",
        GoldenQueries = "golden_queries";

    public required string Name { get; init; }

    /// <summary>How many users, queries or cases were tried.</summary>
    public required int Cases { get; init; }

    /// <summary>How many of them failed.</summary>
    public required int Failed { get; init; }

    /// <summary>The first of the failed ones.</summary>
    public IReadOnlyList<BehaviourFailure> Failures { get; init; } = [];
}

/// <summary>One case that did not hold.</summary>
public sealed record BehaviourFailure
{
    /// <summary>Names the case without personal data: its number in the dataset, or the golden case's own name.</summary>
    public required string Case { get; init; }

    /// <summary>What was found and what had to be; free of personal data too.</summary>
    public required string What { get; init; }

    /// <summary>The query's text, to find it again. Personal perhaps: it goes into no verdict.</summary>
    public string? Query { get; init; }
}

/// <summary>The judge's word on one check, part of the verdict.</summary>
public sealed record BehaviourResult
{
    public required string Name { get; init; }

    /// <summary><see cref="Verdict.Pass"/> or <see cref="Verdict.Fail"/>.</summary>
    public required string Outcome { get; init; }

    public required int Cases { get; init; }

    public required int Failed { get; init; }

    /// <summary>Why, in one line.</summary>
    public required string Reason { get; init; }
}
