using Cake.Frosting;
using Recsys.Build.Run;
using Recsys.Build.Steps;
using Recsys.Build.Targets;

namespace Recsys.Build.Tasks;

/// <summary>Stops what Deploy started.</summary>
[TaskName(nameof(Undeploy))]
[TaskDescription("Stops what Deploy started for this shop, here or on the chosen cluster.")]
public sealed class Undeploy : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context) =>
        context.Say(await DeployTargets.Of(context.Settings.Deploy).Undeploy(context.Shop()));
}
