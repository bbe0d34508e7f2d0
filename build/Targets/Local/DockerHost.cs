using System.Globalization;
using Recsys.Build.Docker;
using Recsys.Build.Image;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;

namespace Recsys.Build.Targets.Local;

/// <summary>Runs the image in a locked-down container, published on 127.0.0.1 only.</summary>
internal sealed class DockerHost(IDockerEngine docker) : IServerHost
{
    public static string ContainerName(string name) => "recsys-" + name;

    public string Kind => DeploymentRecord.Docker;

    public DeploymentRecord? Adopt(DeploymentRecord record) =>
        docker.Available && docker.Find(ContainerName(record.Name)) is { } container ? record with { Container = container.Id } : null;

    public DeploymentRecord Start(LocalDeploymentRequest request, DeploymentRecord draft)
    {
        var image = LoadedImage(request);
        var user = request.User.ToString(CultureInfo.InvariantCulture);
        var container = docker.Run(new()
        {
            Name = ContainerName(request.Name),
            ReadOnly = true,
            User = $"{user}:{user}",
            CapDrop = ["ALL"],
            SecurityOpt = ["no-new-privileges"],
            Tmpfs = ["/tmp"],
            Publish = [OnLoopback(draft.Port, ServerImage.PublicPort), OnLoopback(draft.ManagementPort, ServerImage.ManagementPort)],
            Volume = draft.History is null ? [] : [$"{Path.GetFullPath(request.History)}:/history:ro"],
            Env = ["RECSYS_HISTORY=/history"],
            Label = [$"recsys.image={request.Image.Digest}"],
        }, image);
        return draft with { Kind = DeploymentRecord.Docker, Container = container };
    }

    public bool IsRunning(DeploymentRecord record) => docker.Available && docker.Find(record.Container!) is { Running: true };

    public Task Stop(DeploymentRecord record, CancellationToken cancellation)
    {
        if (!docker.Available)
            throw new FaultException(
                $"The container {record.Container} cannot be stopped: no Docker daemon answers. Remedy: start the daemon and try again."
            );
        docker.Remove(record.Container!);
        return Task.CompletedTask;
    }

    public IReadOnlyList<string> Log(DeploymentRecord record, int lines) => docker.Logs(record.Container!, lines);

    private static string OnLoopback(int port, int inside) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}:{inside}");

    // Engines call an image by its configuration or, with containerd's store, by its manifest.
    private string LoadedImage(LocalDeploymentRequest request)
    {
        var image = request.Image;
        if (docker.ImageId(image.Reference) is { } present && (present == image.Id || present == image.Digest)) return present;
        docker.Load(request.Archive);
        var loaded = docker.ImageId(image.Reference);
        return loaded == image.Id || loaded == image.Digest
            ? loaded
            : throw new FaultException(
                $"Docker loaded {request.Archive} as {loaded ?? "nothing"} instead of {image.Id}. Remedy: build the image again."
            );
    }
}
