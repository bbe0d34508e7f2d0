namespace Recsys.Contracts.Artifacts;

/// <summary>
/// Hashes of all that a verdict rests on, each <c>sha256:…</c>. It goes as one from what the judge read to verdict, statement and report,
/// whose files have its members among their own.
/// </summary>
public sealed record Materials
{
    /// <summary>Of the dataset manifest that the scores were taken on; none where the judge was given none.</summary>
    public string? Dataset { get; init; }

    /// <summary>Over the folder of the bundle then in production; none where there was none.</summary>
    public string? Champion { get; init; }

    /// <summary>Of <c>scores.tsv</c>; none where nothing was scored.</summary>
    public string? Scores { get; init; }

    /// <summary>Of <c>subjects.tsv</c>; none where there was none.</summary>
    public string? Subjects { get; init; }

    /// <summary>Of <c>behaviour.json</c>; none where nothing was tried.</summary>
    public string? Behaviour { get; init; }

    /// <summary>Of the golden file; none where the settings name none.</summary>
    public string? Golden { get; init; }

    /// <summary>Settings and code; none in a file that was tampered with.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>Every hash that there is of a file or folder.</summary>
    public IEnumerable<string> Files() => new[] { Dataset, Champion, Scores, Subjects, Behaviour, Golden }.OfType<string>();
}
