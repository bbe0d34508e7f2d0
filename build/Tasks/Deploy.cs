using Cake.Frosting;
using Recsys.Build.Pipeline;

namespace Recsys.Build.Tasks;

/// <summary>Takes the shop's tables all the way to a serving image, where the environment says.</summary>
[TaskName(nameof(Deploy))]
[TaskDescription("Takes the shop's tables all the way to a serving image, here or on the chosen cluster.")]
[IsDependentOn(typeof(DeployK8s))]
public sealed class Deploy : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Settings.Deploy.Target == "local") await new LocalStep(context).Start();
    }
}
