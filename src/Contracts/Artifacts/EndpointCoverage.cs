using System.Text.Json.Serialization;

namespace Recsys.Contracts.Artifacts;

/// <summary>Which of the served endpoints the evidence of a verdict covers; part of the verdict.</summary>
public sealed record EndpointCoverage
{
    /// <summary>The values of <see cref="Unmeasured"/>.</summary>
    public const string Warn = "warn", Refuse = "refuse";

    /// <summary>What an endpoint without evidence brings about, as <c>verify.unmeasured</c> was set.</summary>
    public required string Unmeasured { get; init; }

    public required IReadOnlyList<EndpointEvidence> Endpoints { get; init; }

    /// <summary>The endpoints without evidence.</summary>
    [JsonIgnore]
    public IEnumerable<EndpointEvidence> Gaps => Endpoints.Where(endpoint => !endpoint.Measured);

    /// <summary>Whether a gap is not let pass.</summary>
    [JsonIgnore]
    public bool Refuses => Unmeasured == Refuse && Gaps.Any();
}

/// <summary>What was found of one served endpoint.</summary>
public sealed record EndpointEvidence
{
    public required string Endpoint { get; init; }

    /// <summary>Users, queries or products that the bundle was scored on.</summary>
    public required int Subjects { get; init; }

    /// <summary>Golden cases that ask it.</summary>
    public required int Golden { get; init; }

    public required bool Measured { get; init; }

    /// <summary>What it rests on, or what it lacks, in one line.</summary>
    public required string Reason { get; init; }
}
