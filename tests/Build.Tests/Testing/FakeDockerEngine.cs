using Cake.Docker;
using Recsys.Build.Docker;

namespace Recsys.Build.Tests.Testing;

/// <summary>An engine in memory.</summary>
public sealed class FakeDockerEngine : IDockerEngine
{
    private int _next;

    public bool Available { get; set; } = true;

    /// <summary>Id that <see cref="Load"/> brings in.</summary>
    public string? LoadedId { get; set; }

    public string? Image { get; set; }

    public List<ContainerState> Containers { get; } = [];

    public List<(DockerContainerRunSettings Settings, string Image)> Runs { get; } = [];

    public int Loads { get; private set; }

    public LoadResult Load(string archive)
    {
        Loads++;
        Image = LoadedId;
        return new([]);
    }

    public string? ImageId(string reference) => Image;

    public List<string> Digests { get; } = [];

    public IReadOnlyList<string> RepositoryDigests(string id) => Digests;

    public ContainerState? Find(string name) => Containers.FirstOrDefault(container => container.Name == name || container.Id == name);

    public string Run(DockerContainerRunSettings settings, string image)
    {
        Runs.Add((settings, image));
        var id = $"container{_next++}";
        Containers.Add(new(id, settings.Name, image, Running: true, ExitCode: 0));
        return id;
    }

    public void Remove(string name) => Containers.RemoveAll(container => container.Name == name || container.Id == name);

    public IReadOnlyList<string> Logs(string name, int lines) => [$"log of {name}"];
}
