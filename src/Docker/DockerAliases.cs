using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

/// <summary>
/// Commands of the docker client as methods of a build. A command that fails throws a <see cref="CakeException"/> with its exit code,
/// unless the settings handle it.
/// </summary>
[CakeAliasCategory("Docker")]
public static class DockerAliases
{
    /// <summary><c>docker load</c>: brings an image archive into the engine.</summary>
    [CakeMethodAlias]
    public static void DockerLoad(this ICakeContext context, DockerImageLoadSettings? settings) =>
        Run(context, "load", settings);

    /// <summary><c>docker run</c>: starts a container.</summary>
    /// <param name="context">The build.</param>
    /// <param name="settings">Options.</param>
    /// <param name="image">Reference or id.</param>
    /// <param name="command">What to run in place of the image's own program; empty for that one.</param>
    /// <param name="args">Arguments of <paramref name="command"/>.</param>
    /// <returns>The first line of its output: of a container in the background, the id.</returns>
    [CakeMethodAlias]
    public static string? DockerRun(
        this ICakeContext context, DockerContainerRunSettings? settings, string image, string command, params string[] args)
    {
        ArgumentException.ThrowIfNullOrEmpty(image);
        return Run(context, "run", settings, string.IsNullOrEmpty(command) ? [image] : [image, command, .. args]).FirstOrDefault();
    }

    /// <summary><c>docker logs</c>: what a container wrote to standard output.</summary>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerLogs(this ICakeContext context, DockerContainerLogsSettings? settings, string container) =>
        Run(context, "logs", settings, container);

    /// <summary><c>docker stop</c>: SIGTERM, and SIGKILL after a grace period.</summary>
    [CakeMethodAlias]
    public static void DockerStop(this ICakeContext context, DockerContainerStopSettings? settings, params string[] containers) =>
        Run(context, "stop", settings, containers);

    /// <summary><c>docker rm</c>: removes containers.</summary>
    [CakeMethodAlias]
    public static void DockerRm(this ICakeContext context, DockerContainerRmSettings? settings, params string[] containers) =>
        Run(context, "rm", settings, containers);

    /// <summary>Any other command, with its arguments as they would be typed.</summary>
    /// <returns>The lines of its output.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerCustomCommand(
        this ICakeContext context, DockerCustomCommandSettings settings, string command)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        return Run(context, command, settings);
    }

    private static IReadOnlyList<string> Run<TSettings>(ICakeContext context, string command, TSettings? settings, params string[] names)
        where TSettings : AutoToolSettings, new()
    {
        ArgumentNullException.ThrowIfNull(context);
        return new DockerTool<TSettings>(context).Run(command, settings ?? new(), names);
    }
}
