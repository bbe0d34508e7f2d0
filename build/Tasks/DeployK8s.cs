using Cake.Frosting;
using Recsys.Build.Run;
using Recsys.Build.Steps;

namespace Recsys.Build.Tasks;

/// <summary>Rolls the image out on the pinned cluster.</summary>
[TaskName(nameof(DeployK8s))]
[TaskDescription("Rolls the image out on the cluster that deploy.context names.")]
[IsDependentOn(typeof(DockerBuild))]
public sealed class DeployK8s : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => new DeployK8sStep().Run(context);
}
