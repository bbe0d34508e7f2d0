using Recsys.Build.Arguments;
using Recsys.Build.Delivery;
using Recsys.Build.Run;
using Recsys.Build.Targets;
using Recsys.Contracts.Faults;

namespace Recsys.Build.Steps;

/// <summary>The image where the settings want it to serve.</summary>
/// <param name="name">Of the step and of its task.</param>
/// <param name="cluster">Whether this step delivers to clusters, or to every other target.</param>
public abstract class DeliverStep(string name, bool cluster) : PipelineStep(name)
{
    public override VerdictUse VerdictUse => VerdictUse.Needs;

    public override void Preflight(BuildContext context)
    {
        var target = DeployTargets.Of(context.Settings.Deploy);
        if (cluster && !target.IsCluster && context.IsNamed(Name))
            throw new FaultException(
                $"{Name} needs a cluster, but deploy.target is {target.Name}. Remedy: set deploy.target to kubernetes and "
                    + $"deploy.context to the cluster's context in an overlay such as recsys.production.json, and choose it with "
                    + $"RECSYS_ENVIRONMENT=production."
            );
        target.Preflight(context.Shop());
    }

    public override void RequireMachine(BuildContext context) => DeployTargets.Of(context.Settings.Deploy).RequireMachine(context.Shop());

    /// <summary>Delivers where the settings' target is this step's; else another step does.</summary>
    public async Task Run(BuildContext context)
    {
        var target = DeployTargets.Of(context.Settings.Deploy);
        if (target.IsCluster != cluster) return;
        var verified = context.Verified();
        var (image, permit) = verified.RequireImage();
        var stop = $"./build.sh --target=Undeploy{SettingsArguments.ChoosingShop(context.Arguments)}";
        var report = await target.Deploy(context.Shop(), new DeployRequest(image, permit.Override, stop));
        // The bar for the next bundle is the last one that passed, not one that somebody let through.
        if (permit.Override is null) Champion.Keep(context.Layout, image.Bundle, context.Log);
        new Releases(context.Layout).Add(verified.VerdictHash, image, context.Clock.GetUtcNow());
        foreach (var line in report.Shown) context.Say(line);
        permit.Warn(context.Log);
        context.Say(report.Last);
    }
}
