using Recsys.Build.Delivery;
using Recsys.Build.Targets.Kubernetes;
using Recsys.Build.Targets.Local;
using Recsys.Settings;

namespace Recsys.Build.Targets;

/// <summary>The places to deploy to.</summary>
public static class DeployTargets
{
    /// <summary>Every target that <c>deploy.target</c> may name.</summary>
    public static IReadOnlyList<IDeployTarget> All { get; } = [new LocalTarget(), new KubernetesTarget()];

    /// <summary>The one that the settings choose, which are checked to name one there is.</summary>
    public static IDeployTarget Of(DeploySettings deploy) => All.Single(target => target.Name == deploy.Target);
}
