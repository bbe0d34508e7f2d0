using Recsys.Build.Machine;
using Recsys.Contracts.Faults;
using k8s;
using k8s.Autorest;

namespace Recsys.Build.Targets.Kubernetes;

/// <summary>Whether the cluster answers.</summary>
public static class ClusterFinding
{
    private const string Part = "Cluster";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks the cluster's version.</summary>
    /// <param name="contexts">The kubeconfig.</param>
    /// <param name="context">The context that the settings name.</param>
    public static async Task<Finding> Of(KubeContext contexts, string? context)
    {
        try
        {
            var connection = contexts.Load(context);
            using var client = new k8s.Kubernetes(connection);
            using var limit = new CancellationTokenSource(Patience);
            var version = await client.Version.GetCodeAsync(limit.Token);
            return new(Part, Fitness.Fit, $"{context} ({connection.Host}) is Kubernetes {version.GitVersion}");
        }
        catch (FaultException e)
        {
            return Finding.Failed(Part, e);
        }
        catch (Exception e) when (e is HttpRequestException or HttpOperationException or OperationCanceledException)
        {
            var why = e is OperationCanceledException ? $"no answer within {Patience.TotalSeconds:F0} s" : e.Message;
            return new(
                Part,
                Fitness.Unfit,
                $"{context} does not answer: {why}",
                "check the network and the credentials of that context: kubectl version"
            );
        }
    }
}
