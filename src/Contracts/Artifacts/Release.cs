namespace Recsys.Contracts.Artifacts;

/// <summary>One line of <c>releases.json</c>: what was brought into service, in the order in which it was.</summary>
public sealed record Release
{
    /// <summary>1 for the first one, then one more each time.</summary>
    public required int Number { get; init; }

    /// <summary><c>sha256:…</c> of the <c>verdict.json</c> under which it was delivered.</summary>
    public required string Verdict { get; init; }

    /// <summary><c>sha256:…</c> over the bundle.</summary>
    public required string Bundle { get; init; }

    /// <summary><c>sha256:…</c> of the image's manifest.</summary>
    public required string Image { get; init; }

    /// <summary>ISO 8601, UTC.</summary>
    public required string At { get; init; }
}
