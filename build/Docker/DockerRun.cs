using System.Globalization;
using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Recsys.Build.Docker;

/// <summary><c>docker run --detach</c>: starts a container; the output is its id.</summary>
public sealed class DockerRun(IFileSystem files, ICakeEnvironment environment, IProcessRunner processes, IToolLocator tools)
    : DockerTool<DockerRunSettings>(files, environment, processes, tools)
{
    public DockerOutput Run(DockerRunSettings settings) => Capture(settings, Arguments(settings));

    private static ProcessArgumentBuilder Arguments(DockerRunSettings settings)
    {
        var arguments = new ProcessArgumentBuilder().Append("run").Append("--detach").AppendSwitch("--name", settings.Name);
        if (settings.ReadOnly) arguments.Append("--read-only");
        if (settings.User is { } user) arguments.AppendSwitch("--user", user);
        foreach (var capability in settings.DropCapabilities) arguments.AppendSwitch("--cap-drop", capability);
        foreach (var option in settings.SecurityOptions) arguments.AppendSwitch("--security-opt", option);
        foreach (var path in settings.Tmpfs) arguments.AppendSwitch("--tmpfs", path);
        foreach (var port in settings.Ports)
            arguments.AppendSwitch(
                "--publish",
                string.Create(CultureInfo.InvariantCulture, $"{port.Address}:{port.Host}:{port.Container}")
            );
        foreach (var volume in settings.Volumes)
            arguments.AppendSwitchQuoted("--volume", $"{volume.Host.FullPath}:{volume.Container}:ro");
        foreach (var (name, value) in settings.Environment)
            arguments.AppendSwitchQuoted("--env", $"{name}={value}");
        foreach (var (name, value) in settings.Labels)
            arguments.AppendSwitchQuoted("--label", $"{name}={value}");
        return arguments.Append(settings.Image);
    }
}
