using Cake.Frosting;
using Recsys.Build.Kubernetes;
using Recsys.Build.Pipeline;

namespace Recsys.Build.Tasks;

/// <summary>Stops what Deploy started.</summary>
[TaskName(nameof(Undeploy))]
[TaskDescription("Stops what Deploy started for this shop, here or on the chosen cluster.")]
public sealed class Undeploy : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var deploy = context.Settings.Deploy;
        if (deploy.Target == "local")
        {
            await new LocalStep(context).Stop();
            return;
        }
        var removed = await new KubernetesRollout(context.Clock, context.Log).Remove(
            new KubeContext(context.Environment).Load(deploy.Context), context.Settings.Name, deploy.Namespace);
        context.Say(removed ? $"Removed from {deploy.Context}." : $"Nothing of this shop runs in {deploy.Context}.");
    }
}
