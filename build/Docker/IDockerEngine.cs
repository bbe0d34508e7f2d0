using Cake.Docker;

namespace Recsys.Build.Docker;

/// <summary>What the build needs of a Docker engine; another client can stand behind it.</summary>
public interface IDockerEngine
{
    /// <summary>A client is installed and a daemon answers it.</summary>
    bool Available { get; }

    /// <summary>Brings an image archive into the engine.</summary>
    LoadResult Load(string archive);

    /// <summary>The id of an image the engine has; null when it has none of that name.</summary>
    string? ImageId(string reference);

    /// <summary>
    /// The names with digest, <c>repository@sha256:…</c>, under which an image was pushed or pulled; none where the engine has no such
    /// image.
    /// </summary>
    /// <param name="id">Digest of the image's configuration.</param>
    IReadOnlyList<string> RepositoryDigests(string id);

    /// <summary>A container by name or id; null when there is none.</summary>
    ContainerState? Find(string name);

    /// <summary>Starts a container in the background.</summary>
    /// <param name="settings">What it may and how it is reached.</param>
    /// <param name="image">Reference or id of the image.</param>
    /// <returns>Its id.</returns>
    string Run(DockerContainerRunSettings settings, string image);

    /// <summary>Stops a container (SIGTERM first) and removes it; does nothing when there is none.</summary>
    void Remove(string name);

    /// <summary>The newest lines a container wrote, both streams.</summary>
    IReadOnlyList<string> Logs(string name, int lines);
}

/// <summary>What <c>docker load</c> brought in.</summary>
/// <param name="References">Names, or ids of unnamed images.</param>
public sealed record LoadResult(IReadOnlyList<string> References);

/// <summary>A container as the engine sees it now.</summary>
/// <param name="Id">The container's id.</param>
/// <param name="Name">Its name, without the leading slash.</param>
/// <param name="ImageId">The image it was made from.</param>
/// <param name="Running">false: created, exited or dead.</param>
/// <param name="ExitCode">Of the process that has ended.</param>
public sealed record ContainerState(string Id, string Name, string ImageId, bool Running, int ExitCode);
