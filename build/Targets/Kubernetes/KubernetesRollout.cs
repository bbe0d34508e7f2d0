using System.Net;
using System.Text.Json;
using Cake.Core.Diagnostics;
using Recsys.Contracts.Faults;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Recsys.Build.Targets.Kubernetes;

/// <summary>
/// Rolls the server out on the pinned cluster by server-side apply and waits until the cluster says it is complete.
/// </summary>
/// <param name="connect">Opens a client for a configuration; the rollout disposes it.</param>
/// <param name="time">For waiting.</param>
/// <param name="log">Told about progress.</param>
public sealed class KubernetesRollout(Func<KubernetesClientConfiguration, IKubernetes> connect, TimeProvider time, ICakeLog log)
{
    /// <summary>Owner of the fields this build sets.</summary>
    public const string FieldManager = "recsys";

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>Talks to real clusters.</summary>
    public KubernetesRollout(TimeProvider time, ICakeLog log)
        : this(configuration => new k8s.Kubernetes(configuration), time, log)
    {
    }

    /// <summary>Applies Deployment and Service and waits for the rollout.</summary>
    /// <param name="cluster">From <see cref="KubeContext.Load"/>.</param>
    /// <param name="request">What to run.</param>
    /// <param name="timeout">How long the rollout may take.</param>
    /// <param name="cancellation">Stops waiting; what was applied stays.</param>
    /// <exception cref="FaultException">Refused, unreachable, given up by the cluster, or not complete in time.</exception>
    public async Task<RolloutStatus> Apply(
        KubernetesClientConfiguration cluster,
        KubernetesManifestRequest request,
        TimeSpan timeout,
        CancellationToken cancellation = default
    )
    {
        using var client = connect(cluster);
        var name = KubernetesManifest.ObjectName(request.Name);
        await Call(
            cluster,
            $"apply Service {name}",
            () =>
                client.CoreV1.PatchNamespacedServiceAsync(
                    Patch(KubernetesManifest.Service(request)),
                    name,
                    request.Namespace,
                    fieldManager: FieldManager,
                    force: true,
                    cancellationToken: cancellation
                )
        );
        await Call(
            cluster,
            $"apply Deployment {name}",
            () =>
                client.AppsV1.PatchNamespacedDeploymentAsync(
                    Patch(KubernetesManifest.Deployment(request)),
                    name,
                    request.Namespace,
                    fieldManager: FieldManager,
                    force: true,
                    cancellationToken: cancellation
                )
        );

        var start = time.GetTimestamp();
        for (var last = ""; ; await Task.Delay(Poll, time, cancellation))
        {
            var status = RolloutStatus.Of(
                await Call(
                    cluster,
                    $"read Deployment {name}",
                    () => client.AppsV1.ReadNamespacedDeploymentAsync(name, request.Namespace, cancellationToken: cancellation)
                )
            );
            if (status.Summary != last)
                log.Information("{0}: {1}", name, last = status.Summary);
            if (status.Complete)
                return status;
            if (status.Failed)
                throw new FaultException(
                    $"The cluster gave up rolling out {name}: {status.Summary}. Remedy: kubectl describe its pods; the old ones still "
                        + $"serve."
                );
            if (time.GetElapsedTime(start) >= timeout)
                throw new FaultException(
                    $"{name} was not rolled out within {timeout.TotalSeconds:0} s: {status.Summary}. Remedy: kubectl describe its pods, "
                        + $"or raise deploy.ready_timeout; the old ones still serve."
                );
        }
    }

    /// <summary>Deletes Deployment and Service; what is not there is fine.</summary>
    /// <returns>true: there was something to delete.</returns>
    public async Task<bool> Remove(
        KubernetesClientConfiguration cluster,
        string shop,
        string space,
        CancellationToken cancellation = default
    )
    {
        using var client = connect(cluster);
        var name = KubernetesManifest.ObjectName(shop);
        var deployment = await Call(cluster, $"delete Deployment {name}", () => IfThere(async () =>
            await client.AppsV1.DeleteNamespacedDeploymentAsync(name, space, cancellationToken: cancellation)));
        var service = await Call(cluster, $"delete Service {name}", () => IfThere(async () =>
            await client.CoreV1.DeleteNamespacedServiceAsync(name, space, cancellationToken: cancellation)));
        return deployment || service;
    }

    private static V1Patch Patch(object manifest) => new(manifest, V1Patch.PatchType.ApplyPatch);

    private static async Task<bool> IfThere(Func<Task> delete)
    {
        try
        {
            await delete();
            return true;
        }
        catch (HttpOperationException e) when (e.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private static async Task<T> Call<T>(KubernetesClientConfiguration cluster, string what, Func<Task<T>> call)
    {
        var where = $"context '{cluster.CurrentContext}' ({cluster.Host})";
        try
        {
            return await call();
        }
        catch (HttpOperationException e)
        {
            var remedy = e.Response.StatusCode switch
            {
                HttpStatusCode.Unauthorized => "renew the credentials of the context's user",
                HttpStatusCode.Forbidden =>
                    "give the context's user the right to get, patch and delete deployments and services in the namespace",
                HttpStatusCode.NotFound => "create the namespace, or correct deploy.namespace",
                _ => "see the cluster's answer",
            };
            throw new FaultException(
                $"Could not {what}: {where} answered {(int)e.Response.StatusCode} {Message(e.Response.Content)}. Remedy: {remedy}.",
                e
            );
        }
        catch (HttpRequestException e)
        {
            throw new FaultException(
                $"Could not {what}: no cluster answers for {where}: {e.Message} Remedy: start the cluster, or correct its address in the "
                    + $"kubeconfig.",
                e
            );
        }
        catch (TaskCanceledException e) when (e.InnerException is TimeoutException)
        {
            throw new FaultException(
                $"Could not {what}: {where} does not answer in time. Remedy: check the network to the cluster and try again.",
                e
            );
        }
    }

    // Errors of the API are Status objects whose message says it best.
    private static string Message(string? content)
    {
        try
        {
            using var status = JsonDocument.Parse(content ?? "");
            return status.RootElement.TryGetProperty("message", out var message) ? message.ToString() : content!;
        }
        catch (JsonException)
        {
            return content ?? "";
        }
    }
}
