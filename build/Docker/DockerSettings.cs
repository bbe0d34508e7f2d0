using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Recsys.Build.Docker;

/// <summary>Settings of commands that take no options.</summary>
public class DockerSettings : ToolSettings;

/// <summary>Settings of <c>docker run</c>.</summary>
public sealed class DockerRunSettings : DockerSettings
{
    /// <summary>The container's name.</summary>
    public required string Name { get; init; }

    /// <summary>Reference or id of the image.</summary>
    public required string Image { get; init; }

    public bool ReadOnly { get; init; }

    /// <summary>User and group id, <c>65532:65532</c>.</summary>
    public string? User { get; init; }

    public IReadOnlyList<string> DropCapabilities { get; init; } = [];

    public IReadOnlyList<string> SecurityOptions { get; init; } = [];

    /// <summary>In-memory file systems.</summary>
    public IReadOnlyList<string> Tmpfs { get; init; } = [];

    public IReadOnlyList<DockerPort> Ports { get; init; } = [];

    public IReadOnlyList<DockerVolume> Volumes { get; init; } = [];

    /// <summary>Not for credentials: everything here is an argument.</summary>
    public SortedDictionary<string, string> Environment { get; init; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Labels { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>A published port.</summary>
/// <param name="Address">The host's address, 127.0.0.1 to keep it on the machine.</param>
/// <param name="Host">The host's port.</param>
/// <param name="Container">The container's port.</param>
public sealed record DockerPort(string Address, int Host, int Container);

/// <summary>A host folder mounted read-only.</summary>
/// <param name="Host">Absolute path on the host.</param>
/// <param name="Container">Absolute path in the container.</param>
public sealed record DockerVolume(DirectoryPath Host, string Container);
