using System.Text.Json;
using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Recsys.Build.Docker;

/// <summary>The engine behind the docker client on the path.</summary>
public sealed class DockerEngine(IFileSystem files, ICakeEnvironment environment, IProcessRunner processes, IToolLocator tools)
    : IDockerEngine
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly DockerInspect _inspect = new(files, environment, processes, tools);

    public bool Available
    {
        get
        {
            if (tools.Resolve(["docker", "docker.exe"]) is null) return false;
            var info = new DockerInfo(files, environment, processes, tools).Run();
            // Without a daemon some clients exit with 0 and print an empty version.
            return info.Succeeded && info.Output.Any(line => line.Trim().Length > 0);
        }
    }

    public LoadResult Load(string archive)
    {
        var output = new DockerLoad(files, environment, processes, tools).Run(archive).OrThrow();
        return new([.. output.Output.Where(line => line.StartsWith("Loaded image", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..].Trim())]);
    }

    public string? ImageId(string reference)
    {
        var output = _inspect.Image(reference);
        return output.IsUnknownObject ? null : output.OrThrow().Output[0].Trim();
    }

    public IReadOnlyList<string> RepositoryDigests(string id)
    {
        var output = _inspect.Digests(id);
        return output.IsUnknownObject ? [] : JsonSerializer.Deserialize<string[]>(string.Concat(output.OrThrow().Output)) ?? [];
    }

    public ContainerState? Find(string name)
    {
        var output = _inspect.Container(name);
        if (output.IsUnknownObject) return null;
        using var json = JsonDocument.Parse(string.Concat(output.OrThrow().Output));
        var root = json.RootElement;
        var state = root.GetProperty("State");
        return new(root.GetProperty("Id").GetString()!, root.GetProperty("Name").GetString()!.TrimStart('/'),
            root.GetProperty("Image").GetString()!, state.GetProperty("Running").GetBoolean(), state.GetProperty("ExitCode").GetInt32());
    }

    public string Run(DockerRunSettings settings)
    {
        var output = new DockerRun(files, environment, processes, tools).Run(settings);
        if (output.Succeeded) return output.Output[^1].Trim();
        // A container whose start failed, for a held port for instance, stays behind as created.
        new DockerRemove(files, environment, processes, tools).Run(settings.Name);
        output.OrThrow();
        return "";
    }

    public void Remove(string name)
    {
        var stopped = new DockerStop(files, environment, processes, tools).Run(name, Grace);
        if (stopped.IsUnknownObject) return;
        var removed = new DockerRemove(files, environment, processes, tools).Run(name);
        if (!removed.IsUnknownObject) removed.OrThrow();
    }

    public IReadOnlyList<string> Logs(string name, int lines)
    {
        var output = new DockerLogs(files, environment, processes, tools).Run(name, lines);
        return [.. output.Output, .. output.Errors];
    }
}
