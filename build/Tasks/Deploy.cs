using Cake.Frosting;
using Recsys.Build.Run;
using Recsys.Build.Steps;

namespace Recsys.Build.Tasks;

/// <summary>Takes the shop's tables all the way to a serving image, where the environment says.</summary>
[TaskName(nameof(Deploy))]
[TaskDescription("Takes the shop's tables all the way to a serving image, here or on the chosen cluster.")]
[IsDependentOn(typeof(DeployK8s))]
public sealed class Deploy : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => new DeployStep().Run(context);
}
