namespace Recsys.Contracts.Artifacts;

/// <summary>One line of <c>passes.json</c>: what a passing verdict was reached with, so that the next report can say what
/// changed.</summary>
public sealed record PassedVerdict
{
    /// <summary><c>sha256:…</c> of the <c>verdict.json</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary><c>sha256:…</c> over the bundle.</summary>
    public required string Bundle { get; init; }

    public required Circumstances Circumstances { get; init; }

    /// <summary>Dotted path to JSON of every setting that a verdict rests on.</summary>
    public required SortedDictionary<string, string> Settings { get; init; }

    /// <summary>Gate to where its settings were written.</summary>
    public SortedDictionary<string, string> Origins { get; init; } = [];

    /// <summary>Source folder to <c>sha256:…</c> over its files.</summary>
    public required SortedDictionary<string, string> Code { get; init; }
}

/// <summary>When a verdict was reached, by whom, and from which commit. Reports and records have it; no verdict does.</summary>
public sealed record Circumstances
{
    /// <summary>ISO 8601, UTC.</summary>
    public required string At { get; init; }

    /// <summary>Name of the user whose process it was.</summary>
    public required string By { get; init; }

    /// <summary>The commit that the checkout is at; what the files themselves are, the hash of the code says. None outside a
    /// repository.</summary>
    public string? Commit { get; init; }
}
