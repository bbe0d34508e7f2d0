using System.Globalization;
using System.Text.Json;
using Cake.Core;
using Cake.Docker;

namespace Recsys.Build.Docker;

/// <summary>
/// The engine behind the docker client on the path, through the aliases of Cake.Docker: the package's where the build is compiled with
/// it, else those of the same names in src/Docker.
/// </summary>
public sealed class DockerEngine(ICakeContext cake) : IDockerEngine
{
    private const int GraceSeconds = 10;

    public bool Available
    {
        get
        {
            if (cake.Tools.Resolve(["docker", "docker.exe"]) is null) return false;
            var info = Call("info --format {{.ServerVersion}}");
            // Without a daemon some clients exit with 0 and print an empty version.
            return info.Succeeded && info.Output.Any(line => line.Trim().Length > 0);
        }
    }

    public LoadResult Load(string archive)
    {
        var output = DockerOutput.Of(new DockerImageLoadSettings { Input = archive }, cake.DockerLoad).OrThrow();
        return new([.. output.Output.Where(line => line.StartsWith("Loaded image", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..].Trim())]);
    }

    public string? ImageId(string reference)
    {
        var output = Inspect("image", reference, "{{.Id}}");
        return output.IsUnknownObject ? null : output.OrThrow().Output[0].Trim();
    }

    public IReadOnlyList<string> RepositoryDigests(string id)
    {
        var output = Inspect("image", id, "{{json .RepoDigests}}");
        return output.IsUnknownObject ? [] : JsonSerializer.Deserialize<string[]>(string.Concat(output.OrThrow().Output)) ?? [];
    }

    public ContainerState? Find(string name)
    {
        var output = Inspect("container", name, "{{json .}}");
        if (output.IsUnknownObject) return null;
        using var json = JsonDocument.Parse(string.Concat(output.OrThrow().Output));
        var root = json.RootElement;
        var state = root.GetProperty("State");
        return new(root.GetProperty("Id").GetString()!, root.GetProperty("Name").GetString()!.TrimStart('/'),
            root.GetProperty("Image").GetString()!, state.GetProperty("Running").GetBoolean(), state.GetProperty("ExitCode").GetInt32());
    }

    public string Run(DockerContainerRunSettings settings, string image)
    {
        settings.Detach = true;
        var output = DockerOutput.Of(settings, options => cake.DockerRun(options, image, ""));
        if (output.Succeeded) return output.Output[^1].Trim();
        // A container whose start failed, for a held port for instance, stays behind as created.
        if (settings.Name is { Length: > 0 } name) Delete(name);
        output.OrThrow();
        return "";
    }

    public void Remove(string name)
    {
        var stopped = DockerOutput.Of(
            new DockerContainerStopSettings { Time = GraceSeconds },
            settings => cake.DockerStop(settings, Quoted(name))
        );
        if (stopped.IsUnknownObject) return;
        var removed = Delete(name);
        if (!removed.IsUnknownObject) removed.OrThrow();
    }

    public IReadOnlyList<string> Logs(string name, int lines)
    {
        var output = DockerOutput.Of(
            new DockerContainerLogsSettings { Tail = lines.ToString(CultureInfo.InvariantCulture) },
            settings => cake.DockerLogs(settings, Quoted(name))
        );
        return [.. output.Output, .. output.Errors];
    }

    private DockerOutput Delete(string name) =>
        DockerOutput.Of(
            new DockerContainerRmSettings { Force = true, Volumes = true },
            settings => cake.DockerRm(settings, Quoted(name))
        );

    private DockerOutput Inspect(string kind, string name, string format) =>
        Call($"{kind} inspect --format {Quoted(format)} {Quoted(name)}");

    private DockerOutput Call(string command) =>
        DockerOutput.Of(new DockerCustomCommandSettings(), settings => cake.DockerCustomCommand(settings, command));

    // The aliases quote the values of options, but neither names nor the text of a command.
    private static string Quoted(string text) => $"\"{text}\"";
}
