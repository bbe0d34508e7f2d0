using System.Text.Json.Serialization;

namespace Recsys.Contracts.Artifacts;

/// <summary>
/// An in-toto Statement, version 1 (https://in-toto.io/Statement/v1): a predicate about things that are named by their hash.
/// Other tools read it, so these names are not snake_case.
/// </summary>
public sealed record Statement<TPredicate>
{
    [JsonPropertyName("_type")]
    public string Type { get; init; } = StatementTypes.Statement;

    public required IReadOnlyList<StatementSubject> Subject { get; init; }

    /// <summary>Says what the members of <see cref="Predicate"/> mean.</summary>
    [JsonPropertyName("predicateType")]
    public required string PredicateType { get; init; }

    public required TPredicate Predicate { get; init; }
}

/// <summary>What a statement is about.</summary>
public sealed record StatementSubject
{
    private const string Algorithm = "sha256";

    public required string Name { get; init; }

    /// <summary>Algorithm to lowercase hexadecimal digits, without the prefix of <see cref="ContentHash"/>.</summary>
    public required SortedDictionary<string, string> Digest { get; init; }

    /// <summary>The SHA-256 with the prefix of <see cref="ContentHash"/>; null where the digest has none.</summary>
    [JsonIgnore]
    public string? Hash => Digest is not null && Digest.TryGetValue(Algorithm, out var digits) ? ContentHash.Prefix + digits : null;

    /// <summary>A subject by its SHA-256.</summary>
    /// <param name="name">As the statement calls it.</param>
    /// <param name="hash"><c>sha256:…</c></param>
    public static StatementSubject Of(string name, string hash) =>
        new()
        {
            Name = name,
            Digest = new(StringComparer.Ordinal) { [Algorithm] = hash[ContentHash.Prefix.Length..] },
        };
}

/// <summary>The types that statements carry. The URIs are names; nothing is fetched from them.</summary>
public static class StatementTypes
{
    public const string Statement = "https://in-toto.io/Statement/v1";

    /// <summary>The predicate is a <see cref="VerdictPredicate"/>.</summary>
    public const string Verdict = "https://recsys.dev/verdict/v1";

    /// <summary>The predicate is an <see cref="OverridePredicate"/>.</summary>
    public const string Override = "https://recsys.dev/override/v1";

    /// <summary>The predicate is an <see cref="ImagePredicate"/>.</summary>
    public const string Image = "https://recsys.dev/image/v1";

    /// <summary>The predicate is a <see cref="RegistrationPredicate"/>.</summary>
    public const string Registration = "https://recsys.dev/gate-registration/v1";

    /// <summary>Payload type of the envelope around any of them.</summary>
    public const string Payload = "application/vnd.in-toto+json";
}

/// <summary>What was found of a bundle, and from what: the verdict in a form that can be signed and carried away.</summary>
public sealed record VerdictPredicate
{
    /// <summary>One of the outcomes of <see cref="Artifacts.Verdict"/>.</summary>
    public required string Outcome { get; init; }

    public required string Reason { get; init; }

    /// <summary><c>sha256:…</c> of <c>verdict.json</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>Hashes of all that the verdict rests on; in the statement they are the members that follow.</summary>
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

    /// <summary>As <see cref="Provenance.Settings"/>.</summary>
    public string? Settings
    {
        get => Materials.Provenance?.Settings;
        init => Materials = Materials with { Provenance = new() { Settings = value ?? "", Code = Code ?? "" } };
    }

    /// <summary>As <see cref="Provenance.Code"/>.</summary>
    public string? Code
    {
        get => Materials.Provenance?.Code;
        init => Materials = Materials with { Provenance = new() { Settings = Settings ?? "", Code = value ?? "" } };
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

    public required int Seed { get; init; }

    public required int Resamples { get; init; }

    public required IReadOnlyList<GateResult> Gates { get; init; }

    public required IReadOnlyList<BehaviourResult> Checks { get; init; }

    /// <summary>As <see cref="Artifacts.Verdict.Coverage"/>.</summary>
    public EndpointCoverage? Coverage { get; init; }

    /// <summary>As <see cref="Artifacts.Verdict.Registration"/>.</summary>
    public GateRegistration? Registration { get; init; }
}

/// <summary>What a verdict was reached with.</summary>
public sealed record Provenance
{
    /// <summary><c>sha256:…</c> over the resolved settings but <c>image</c> and <c>deploy</c>, which come after the verdict.</summary>
    public required string Settings { get; init; }

    /// <summary><c>sha256:…</c> over the sources of the model tool and of the judge.</summary>
    public required string Code { get; init; }
}

/// <summary>Somebody's decision to ship one bundle although it did not pass.</summary>
public sealed record OverridePredicate
{
    /// <summary><c>sha256:…</c> of the <c>verdict.json</c> that is overridden.</summary>
    public required string Verdict { get; init; }

    public required VerdictOverride Override { get; init; }
}

/// <summary>An override as it is shown wherever the bundle goes.</summary>
public sealed record VerdictOverride
{
    /// <summary>The outcome that did not count: <see cref="Verdict.Fail"/> or <see cref="Verdict.NotEnoughEvidence"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why, in the words of the person who decided.</summary>
    public required string Reason { get; init; }

    /// <summary>Name of the user whose process it was.</summary>
    public required string By { get; init; }

    /// <summary>ISO 8601, UTC; left out of the image, whose bytes depend on no time.</summary>
    public string? At { get; init; }
}
