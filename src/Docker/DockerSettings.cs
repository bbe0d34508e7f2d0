using Cake.Core.Tooling;

namespace Cake.Docker;

/// <summary>
/// Settings whose every property is an option of the docker client: <c>CapDrop</c> is <c>--cap-drop</c>. What is null or empty is left
/// out, a list repeats the option.
/// </summary>
public abstract class AutoToolSettings : ToolSettings;

/// <summary>Settings of a command that has no alias of its own.</summary>
public sealed class DockerCustomCommandSettings : AutoToolSettings;

/// <summary>Settings of <c>docker load</c>.</summary>
public sealed class DockerImageLoadSettings : AutoToolSettings
{
    /// <summary>The archive.</summary>
    public string Input { get; set; } = "";
}

/// <summary>Settings of <c>docker run</c>.</summary>
public sealed class DockerContainerRunSettings : AutoToolSettings
{
    /// <summary>Linux capabilities to drop, or <c>ALL</c>.</summary>
    public string[] CapDrop { get; set; } = [];

    /// <summary>Run in the background and print the container's id.</summary>
    public bool? Detach { get; set; }

    /// <summary><c>NAME=value</c>. Not for credentials: everything here is an argument.</summary>
    public string[] Env { get; set; } = [];

    /// <summary><c>name=value</c>.</summary>
    public string[] Label { get; set; } = [];

    /// <summary>The container's name.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>address:host port:container port</c>; with the address 127.0.0.1 it stays on the machine.</summary>
    public string[] Publish { get; set; } = [];

    /// <summary>Mount the container's root file system read-only.</summary>
    public bool? ReadOnly { get; set; }

    /// <summary>Such as <c>no-new-privileges</c>.</summary>
    public string[] SecurityOpt { get; set; } = [];

    /// <summary>In-memory file systems.</summary>
    public string[] Tmpfs { get; set; } = [];

    /// <summary>User and group id, <c>65532:65532</c>.</summary>
    public string User { get; set; } = "";

    /// <summary><c>host folder:container folder</c>, read-only with <c>:ro</c> at the end.</summary>
    public string[] Volume { get; set; } = [];
}

/// <summary>Settings of <c>docker logs</c>.</summary>
public sealed class DockerContainerLogsSettings : AutoToolSettings
{
    /// <summary>How many of the newest lines; all where empty.</summary>
    public string Tail { get; set; } = "";
}

/// <summary>Settings of <c>docker stop</c>.</summary>
public sealed class DockerContainerStopSettings : AutoToolSettings
{
    /// <summary>Seconds from SIGTERM to SIGKILL.</summary>
    public int? Time { get; set; }
}

/// <summary>Settings of <c>docker rm</c>.</summary>
public sealed class DockerContainerRmSettings : AutoToolSettings
{
    /// <summary>Remove it even while it runs.</summary>
    public bool? Force { get; set; }

    /// <summary>Remove its anonymous volumes too.</summary>
    public bool? Volumes { get; set; }
}
