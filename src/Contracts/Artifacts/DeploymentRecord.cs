namespace Recsys.Contracts.Artifacts;

/// <summary><c>deploy/deployment.json</c>: what runs on this machine, so that exactly that is replaced or stopped.</summary>
public sealed record DeploymentRecord
{
    public const int CurrentVersion = 1;
    public const string FileName = "deployment.json";
    public const string Docker = "docker", Process = "process";

    public int FormatVersion { get; init; } = CurrentVersion;

    /// <summary>The shop's name.</summary>
    public required string Name { get; init; }

    /// <summary><see cref="Docker"/> or <see cref="Process"/>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>sha256:…</c> of the running image (<see cref="ImageInfo.Digest"/>).</summary>
    public required string Digest { get; init; }

    /// <summary>Set where the bundle inside did not pass and serves all the same.</summary>
    public VerdictOverride? Override { get; init; }

    /// <summary><c>sha256:…</c> over the history folder it was started with; null without one.</summary>
    public string? History { get; init; }

    public required int Port { get; init; }

    public required int ManagementPort { get; init; }

    /// <summary>Kind docker: the container's id.</summary>
    public string? Container { get; init; }

    /// <summary>Kind process: its id, which counts only together with <see cref="ProcessStart"/>.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Kind process: boot id and start time in clock ticks since boot; a reused process id has another one.</summary>
    public string? ProcessStart { get; init; }

    /// <summary>ISO 8601, UTC.</summary>
    public required string Started { get; init; }
}
