namespace Recsys.Contracts.Artifacts;

/// <summary><c>steps/&lt;step&gt;.json</c>: what a step read, wrote and took. The only place for times and speeds.</summary>
public sealed record StepRecord
{
    public const int CurrentVersion = 1;

    public int FormatVersion { get; init; } = CurrentVersion;

    public required string Step { get; init; }

    /// <summary><see cref="RunStep.Ran"/>, or <see cref="RunStep.Restored"/> from the step cache.</summary>
    public string Decision { get; init; } = RunStep.Ran;

    /// <summary>Hash over everything the outputs depend on.</summary>
    public required string Key { get; init; }

    /// <summary>Name to <c>sha256:…</c> or value: files, settings, versions, CPU features, threads.</summary>
    public required SortedDictionary<string, string> Inputs { get; init; }

    /// <summary>Artefact folder to <c>sha256:…</c> over its content.</summary>
    public required SortedDictionary<string, string> Outputs { get; init; }

    /// <summary>ISO 8601, UTC.</summary>
    public required string Started { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Peak resident memory of the step's process, in MiB; 0 where unknown.</summary>
    public double PeakMemory { get; init; }

    /// <summary>Figures worth comparing between runs: rows kept, validation NDCG, bytes.</summary>
    public SortedDictionary<string, double> Figures { get; init; } = [];
}
