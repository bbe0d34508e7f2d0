using System.Globalization;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Recsys.Build.Docker;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Steps;

namespace Recsys.Build.Targets.Local;

/// <summary>
/// Runs the verified image on this machine, in Docker when an engine answers, else as a process. The same image that is
/// ready is left alone; another one under the same name is replaced; foreign port holders are named, never stopped.
/// </summary>
/// <param name="docker">The engine.</param>
/// <param name="processes">Starts the server where there is no engine.</param>
/// <param name="table">This machine's processes.</param>
/// <param name="http">Carries requests to the server; owned by the caller.</param>
/// <param name="time">For waiting and the record's start time.</param>
/// <param name="log">Told what is done.</param>
public sealed class LocalDeployment(
    IDockerEngine docker, IProcessRunner processes, ProcessTable table, HttpMessageHandler http, TimeProvider time, ICakeLog log)
{
    private const int LogLines = 20, SampleSize = 5;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>Makes the image of <paramref name="request"/> the one that runs under its name.</summary>
    /// <exception cref="FaultException">A port is held, or the server did not get ready; what was started is stopped again.</exception>
    public async Task<LocalDeploymentResult> Deploy(LocalDeploymentRequest request, CancellationToken cancellation = default)
    {
        using var server = new ServerClient(http, request.Deploy.Port, request.Deploy.ManagementPort);
        var draft = Draft(request);
        var existing = Adopted(DeploymentFile.Read(request.Folder), request.Folder);
        var running = existing is not null && Host(existing.Kind, request.Folder).IsRunning(existing);
        if (running && IsSame(existing!, draft) && await server.ReadyWith(cancellation) == request.Image.Bundle)
        {
            log.Information("{0} runs already and is ready: left alone.", request.Image.Reference);
            return new(LocalDeploymentAction.LeftAlone, existing!, server.Address, await Ask(server, request, cancellation));
        }

        var replaced = await StopOld(request, running ? existing : null, cancellation);
        RequireFreePorts(request);
        var host = Host(docker.Available ? DeploymentRecord.Docker : DeploymentRecord.Process, request.Folder);
        Directory.CreateDirectory(request.Folder);
        // The intent first: whoever is killed between the start and the record leaves a server that the next run recognizes.
        DeploymentFile.Write(request.Folder, draft with { Kind = host.Kind });
        var record = host.Start(request, draft);
        DeploymentFile.Write(request.Folder, record);
        try
        {
            await WaitUntilReady(host, record, server, request, cancellation);
            var answers = await Ask(server, request, cancellation);
            return new(replaced ? LocalDeploymentAction.Replaced : LocalDeploymentAction.Started, record, server.Address, answers);
        }
        catch (Exception e)
        {
            // The caller's cancellation must not keep the half-started server alive.
            foreach (var line in host.Log(record, LogLines)) log.Error("  {0}", line);
            await host.Stop(record, CancellationToken.None);
            DeploymentFile.Delete(request.Folder);
            if (e is FaultException or CakeException or OperationCanceledException) throw;
            throw new FaultException($"{request.Image.Reference} could not be asked ({e.Message}); it was stopped again.", e);
        }
    }

    /// <summary>Stops exactly what <c>deployment.json</c> in <paramref name="folder"/> names, and forgets it.</summary>
    /// <returns>false: there was nothing to stop.</returns>
    public async Task<bool> Undeploy(string folder, CancellationToken cancellation = default)
    {
        var record = Adopted(DeploymentFile.Read(folder), folder);
        if (record is null) return false;
        var host = Host(record.Kind, folder);
        var running = record.Kind == DeploymentRecord.Docker || host.IsRunning(record);
        await host.Stop(record, cancellation);
        DeploymentFile.Delete(folder);
        return running;
    }

    // A record without a server was written by a run that was killed while it started one.
    private DeploymentRecord? Adopted(DeploymentRecord? record, string folder) =>
        record is { Kind: DeploymentRecord.Process, ProcessId: null } or { Kind: DeploymentRecord.Docker, Container: null }
            ? Host(record.Kind, folder).Adopt(record)
            : record;

    private IServerHost Host(string kind, string folder) =>
        kind == DeploymentRecord.Docker ? new DockerHost(docker) : new ProcessHost(folder, processes, table, time);

    private DeploymentRecord Draft(LocalDeploymentRequest request) => new()
    {
        Name = request.Name,
        Kind = "",
        Digest = request.Image.Digest,
        Override = request.Override,
        History = Directory.Exists(request.History) ? ContentHash.OfFolder(request.History) : null,
        Port = request.Deploy.Port,
        ManagementPort = request.Deploy.ManagementPort,
        Started = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };

    // New history is a reason to restart too: the folder was replaced, a mount still shows the old one.
    private static bool IsSame(DeploymentRecord running, DeploymentRecord wanted) =>
        running.Digest == wanted.Digest && running.History == wanted.History &&
        running.Port == wanted.Port && running.ManagementPort == wanted.ManagementPort;

    private async Task<bool> StopOld(LocalDeploymentRequest request, DeploymentRecord? running, CancellationToken cancellation)
    {
        // Without a record (its folder was cleaned) the container's name still says whose it is.
        var container = docker.Available ? docker.Find(DockerHost.ContainerName(request.Name)) : null;
        // Foreign holders first: a deployment that cannot succeed must not end the one that serves.
        if (running is not null || container is not { Running: true }) RequireFreePorts(request, running);
        if (running is not null)
        {
            log.Information("Stopping {0}, which runs under the name {1}.", running.Digest, request.Name);
            await Host(running.Kind, request.Folder).Stop(running, cancellation);
        }

        DeploymentFile.Delete(request.Folder);
        if (container is not null) docker.Remove(container.Id);
        return running is not null || container is not null;
    }

    private void RequireFreePorts(LocalDeploymentRequest request, DeploymentRecord? ours = null)
    {
        if (request.Deploy.Port == request.Deploy.ManagementPort)
            throw new FaultException(
                $"deploy.port and deploy.management_port are both {request.Deploy.Port}. Remedy: give them different values."
            );
        var check = new PortCheck(table);
        foreach (
            var (port, setting) in new[]
            {
                (request.Deploy.Port, "deploy.port"),
                (request.Deploy.ManagementPort, "deploy.management_port"),
            }
        )
            if (ours is null || (port != ours.Port && port != ours.ManagementPort))
                check.RequireFree(port, setting);
    }

    private async Task WaitUntilReady(
        IServerHost host, DeploymentRecord record, ServerClient server, LocalDeploymentRequest request, CancellationToken cancellation)
    {
        var limit = TimeSpan.FromSeconds(request.Deploy.ReadyTimeout);
        for (var start = time.GetTimestamp(); ; await Task.Delay(Poll, time, cancellation))
        {
            if (await server.ReadyWith(cancellation) is { } bundle)
            {
                if (bundle == request.Image.Bundle) return;
                throw new FaultException(
                    $"{request.Image.Reference} serves {(bundle.Length == 0 ? "no bundle that it names" : $"the bundle {bundle}")}, the "
                        + $"verdict is about {request.Image.Bundle}; it was stopped. Remedy: run ./build.sh --target=DockerBuild, then "
                        + $"deploy "
                        + "again."
                );
            }
            if (!host.IsRunning(record))
                throw new FaultException(
                    $"{request.Image.Reference} ended before it was ready; its last lines are above. Remedy: mend what they say and "
                        + $"deploy again."
                );
            if (time.GetElapsedTime(start) >= limit)
                throw new FaultException(
                    $"{request.Image.Reference} was not ready within {request.Deploy.ReadyTimeout} s and was stopped; its last lines are "
                        + $"above. "
                        + "Remedy: mend what they say, or raise deploy.ready_timeout."
                );
        }
    }

    private static async Task<IReadOnlyList<ServerAnswer>> Ask(
        ServerClient server,
        LocalDeploymentRequest request,
        CancellationToken cancellation
    )
    {
        var answers = new List<ServerAnswer>();
        if (request.SampleQuery is { } query) answers.Add(await server.Search(query, SampleSize, cancellation));
        if (request.SampleUser is { } user) answers.Add(await server.Recommend(user, SampleSize, cancellation));
        return answers;
    }
}
