using System.Globalization;
using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Recsys.Build.Docker;

/// <summary><c>docker info</c>: does a daemon answer, and which version.</summary>
public sealed class DockerInfo(IFileSystem files, ICakeEnvironment environment, IProcessRunner processes, IToolLocator tools)
    : DockerTool<DockerSettings>(files, environment, processes, tools)
{
    public DockerOutput Run() =>
        Capture(new(), new ProcessArgumentBuilder().Append("info").Append("--format").Append("{{.ServerVersion}}"));
}

/// <summary><c>docker load</c>: brings an image archive into the engine.</summary>
public sealed class DockerLoad(IFileSystem files, ICakeEnvironment environment, IProcessRunner processes, IToolLocator tools)
    : DockerTool<DockerSettings>(files, environment, processes, tools)
{
    public DockerOutput Run(FilePath archive) =>
        Capture(new(), new ProcessArgumentBuilder().Append("load").Append("--input").AppendQuoted(archive.FullPath));
}

/// <summary><c>docker container inspect</c> and <c>docker image inspect</c>.</summary>
public sealed class DockerInspect(IFileSystem files, ICakeEnvironment environment, IProcessRunner processes, IToolLocator tools)
    : DockerTool<DockerSettings>(files, environment, processes, tools)
{
    /// <summary>The container's whole state as JSON.</summary>
    public DockerOutput Container(string name) => Inspect("container", name, "{{json .}}");

    /// <summary>The image's id.</summary>
    public DockerOutput Image(string reference) => Inspect("image", reference, "{{.Id}}");

    /// <summary>The image's names with digest, as a JSON list.</summary>
    public DockerOutput Digests(string id) => Inspect("image", id, "{{json .RepoDigests}}");

    private DockerOutput Inspect(string kind, string name, string format) =>
        Capture(
            new(),
            new ProcessArgumentBuilder().Append(kind).Append("inspect").Append("--format").AppendQuoted(format).AppendQuoted(name)
        );
}

/// <summary><c>docker logs</c>: both streams of a container.</summary>
public sealed class DockerLogs(IFileSystem files, ICakeEnvironment environment, IProcessRunner processes, IToolLocator tools)
    : DockerTool<DockerSettings>(files, environment, processes, tools)
{
    public DockerOutput Run(string name, int lines) => Capture(new(), new ProcessArgumentBuilder()
        .Append("logs").Append("--tail").Append(lines.ToString(CultureInfo.InvariantCulture)).AppendQuoted(name));
}

/// <summary><c>docker stop</c>: SIGTERM, and SIGKILL after a grace period.</summary>
public sealed class DockerStop(IFileSystem files, ICakeEnvironment environment, IProcessRunner processes, IToolLocator tools)
    : DockerTool<DockerSettings>(files, environment, processes, tools)
{
    public DockerOutput Run(string name, TimeSpan grace) => Capture(new(), new ProcessArgumentBuilder()
        .Append("stop").Append("-t").Append(((int)grace.TotalSeconds).ToString(CultureInfo.InvariantCulture)).AppendQuoted(name));
}

/// <summary><c>docker rm</c>: removes a container and its anonymous volumes.</summary>
public sealed class DockerRemove(IFileSystem files, ICakeEnvironment environment, IProcessRunner processes, IToolLocator tools)
    : DockerTool<DockerSettings>(files, environment, processes, tools)
{
    public DockerOutput Run(string name) =>
        Capture(new(), new ProcessArgumentBuilder().Append("rm").Append("--force").Append("--volumes").AppendQuoted(name));
}
