namespace Recsys.Contracts.Artifacts;

/// <summary>Whether the gates of a verdict are those that were registered when the training began; part of the verdict.</summary>
public sealed record GateRegistration
{
    /// <summary>The values of <see cref="Status"/>.</summary>
    public const string Same = "same", Other = "other", None = "none";

    /// <summary>The values of <see cref="Demand"/>.</summary>
    public const string Warn = "warn", Required = "required";

    /// <summary>What other gates bring about, as <c>verify.preregistered</c> was set.</summary>
    public required string Demand { get; init; }

    /// <summary><see cref="Same"/>, <see cref="Other"/>, or <see cref="None"/> where nothing of this training is registered.</summary>
    public required string Status { get; init; }

    /// <summary><c>sha256:…</c> over the gates of the verdict and what they are measured by.</summary>
    public required string Gates { get; init; }

    /// <summary>The same when the training began; none where nothing of it is registered.</summary>
    public string? Registered { get; init; }

    /// <summary>What was found, in one line.</summary>
    public required string Reason { get; init; }
}

/// <summary>What is registered when a training begins.</summary>
public sealed record RegistrationPredicate
{
    /// <summary>The shop.</summary>
    public required string Name { get; init; }

    /// <summary>As <see cref="GateRegistration.Gates"/>.</summary>
    public required string Gates { get; init; }

    /// <summary>Each gate by name, and what else counts by path: to be read by people.</summary>
    public required SortedDictionary<string, string> Settings { get; init; }
}
