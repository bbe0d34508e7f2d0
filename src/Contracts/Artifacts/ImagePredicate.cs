namespace Recsys.Contracts.Artifacts;

/// <summary>What an image holds and under which verdict it was made; the statement's subject is its manifest digest.</summary>
public sealed record ImagePredicate
{
    /// <summary>The shop's name.</summary>
    public required string Name { get; init; }

    /// <summary><c>sha256:…</c> of the <c>verdict.json</c> that let it be made.</summary>
    public required string Verdict { get; init; }

    /// <summary>The outcome of that verdict.</summary>
    public required string Outcome { get; init; }

    /// <summary>Set where the verdict was overridden; without its time.</summary>
    public VerdictOverride? Override { get; init; }

    /// <summary><c>sha256:…</c> over the settings that count (<see cref="Provenance.Settings"/>).</summary>
    public required string Settings { get; init; }

    /// <summary><c>sha256:…</c> of the image configuration.</summary>
    public required string Id { get; init; }

    /// <summary><c>sha256:…</c> over the bundle inside, computed from the layers.</summary>
    public required string Bundle { get; init; }

    /// <summary><c>sha256:…</c> over the server's files inside.</summary>
    public required string Server { get; init; }

    /// <summary><c>sha256:…</c> over the system libraries and accounts inside.</summary>
    public required string Runtime { get; init; }

    /// <summary><c>sha256:…</c> over how the program is started: user, entry point, environment, ports.</summary>
    public required string Start { get; init; }
}
