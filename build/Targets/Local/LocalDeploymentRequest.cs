using Recsys.Contracts.Artifacts;
using Recsys.Settings;

namespace Recsys.Build.Targets.Local;

/// <summary>What to run on this machine.</summary>
public sealed record LocalDeploymentRequest
{
    /// <summary>The shop's name; the container is called <c>recsys-&lt;name&gt;</c>.</summary>
    public required string Name { get; init; }

    public required ImageInfo Image { get; init; }

    /// <summary>The override under which the bundle inside is served; null when it passed.</summary>
    public VerdictOverride? Override { get; init; }

    /// <summary>User and group id of the process in the container.</summary>
    public required int User { get; init; }

    /// <summary>The archive that <see cref="Image"/> describes.</summary>
    public required string Archive { get; init; }

    /// <summary>Users' events; left out when the folder does not exist.</summary>
    public required string History { get; init; }

    /// <summary>The deploy artefact folder: <c>rootfs/</c>, <c>deployment.json</c>, <c>server.log</c>.</summary>
    public required string Folder { get; init; }

    public required DeploySettings Deploy { get; init; }

    /// <summary>Asked when the server is ready; null asks nothing.</summary>
    public string? SampleQuery { get; init; }

    /// <summary>Asked for when the server is ready; null asks nothing.</summary>
    public string? SampleUser { get; init; }
}

/// <summary>What a deployment had to do.</summary>
public enum LocalDeploymentAction
{
    /// <summary>Nothing of that name ran.</summary>
    Started,

    /// <summary>Another image, history or port ran under the name and was stopped.</summary>
    Replaced,

    /// <summary>The same ran already and was ready.</summary>
    LeftAlone,
}

/// <summary>A ready server on this machine.</summary>
/// <param name="Action">What had to be done.</param>
/// <param name="Record">As written to <c>deployment.json</c>.</param>
/// <param name="Address">Of the public port.</param>
/// <param name="Answers">To the sample questions.</param>
public sealed record LocalDeploymentResult(
    LocalDeploymentAction Action,
    DeploymentRecord Record,
    Uri Address,
    IReadOnlyList<ServerAnswer> Answers
);
