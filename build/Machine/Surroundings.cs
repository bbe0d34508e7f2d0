using Recsys.Build.Docker;
using Recsys.Build.Kubernetes;
using Recsys.Contracts.Faults;
using Recsys.Settings;
using k8s;
using k8s.Autorest;

namespace Recsys.Build.Machine;

/// <summary>What a rollout meets: the container engine, the cluster, the ports.</summary>
public sealed class Surroundings(DeploySettings deploy)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private bool IsLocal => deploy.Target != "kubernetes";

    public Finding Docker(IDockerEngine engine) =>
        engine.Available
            ? new("Docker", Fitness.Fit, "an engine answers")
            : new(
                "Docker",
                Fitness.Limited,
                IsLocal
                    ? "no engine answers: Deploy starts the image's server as a process"
                    : "no engine answers; a rollout to a cluster needs none",
                IsLocal ? "to run the container itself: install and start Docker (Debian: apt-get install docker.io)" : null
            );

    /// <summary>Asks the cluster's version, when the settings name one.</summary>
    public async Task<Finding> Cluster(KubeContext contexts)
    {
        const string part = "Cluster";
        if (IsLocal) return new(part, Fitness.Fit, "none is needed: deploy.target is local");
        try
        {
            var connection = contexts.Load(deploy.Context);
            using var client = new k8s.Kubernetes(connection);
            using var limit = new CancellationTokenSource(Patience);
            var version = await client.Version.GetCodeAsync(limit.Token);
            return new(part, Fitness.Fit, $"{deploy.Context} ({connection.Host}) is Kubernetes {version.GitVersion}");
        }
        catch (FaultException e)
        {
            return Finding.Failed(part, e);
        }
        catch (Exception e) when (e is HttpRequestException or HttpOperationException or OperationCanceledException)
        {
            var why = e is OperationCanceledException ? $"no answer within {Patience.TotalSeconds:F0} s" : e.Message;
            return new(
                part,
                Fitness.Unfit,
                $"{deploy.Context} does not answer: {why}",
                "check the network and the credentials of that context: kubectl version"
            );
        }
    }

    /// <summary>Are the server's ports free, or held by this shop's own deployment?</summary>
    /// <param name="require">Throws where one is held.</param>
    public Finding Ports(Action require)
    {
        const string part = "Ports";
        if (!IsLocal) return new(part, Fitness.Fit, "none is needed: the server runs in the cluster");
        try
        {
            require();
            return new(part, Fitness.Fit, $"{deploy.Port} and {deploy.ManagementPort} are free, or this shop's own");
        }
        catch (FaultException e)
        {
            return Finding.Failed(part, e);
        }
    }
}
