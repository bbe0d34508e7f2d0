using Cake.Core.Diagnostics;
using Recsys.Build.Delivery;
using Recsys.Build.Image;
using Recsys.Build.Machine;

namespace Recsys.Build.Targets.Kubernetes;

/// <summary>The one cluster that <c>deploy.context</c> names.</summary>
public sealed class KubernetesTarget : IDeployTarget
{
    public string Name => "kubernetes";

    public bool IsCluster => true;

    public bool WantsEngine => false;

    public void Preflight(DeployedShop shop) => _ = Contexts(shop).Load(shop.Settings.Deploy.Context);

    public void RequireMachine(DeployedShop shop) { }

    public async Task<IReadOnlyList<Finding>> Examine(DeployedShop shop) =>
        [
            EngineFinding.Of(EngineFinding.Engine(shop.Cake), this, "; a rollout to a cluster needs none"),
            new("Ports", Fitness.Fit, "none is needed: the server runs in the cluster"),
            await ClusterFinding.Of(Contexts(shop), shop.Settings.Deploy.Context),
        ];

    public async Task<DeployReport> Deploy(DeployedShop shop, DeployRequest request)
    {
        var (settings, deploy, image) = (shop.Settings, shop.Settings.Deploy, request.Image);
        var cluster = Contexts(shop).Load(deploy.Context);
        var engine = EngineFinding.Engine(shop.Cake);
        var pinned = PinnedImage.Of(
            settings.Image.Reference ?? image.Reference,
            image,
            engine.Available ? engine.RepositoryDigests(image.Id) : []
        );
        // No green hides it: what is known of the users stays on this machine.
        shop.Cake.Log.Warning(
            "The pods start without the users' histories: every user is new to them (\"cold\": true) until /events tells of them."
        );
        await new KubernetesRollout(shop.Clock, shop.Cake.Log).Apply(cluster, new KubernetesManifestRequest
        {
            Name = settings.Name,
            Namespace = deploy.Namespace,
            Image = pinned,
            Bundle = image.Bundle,
            Override = request.Override,
            Replicas = deploy.Replicas,
            Port = deploy.Port,
            User = settings.Image.User,
            ProgressDeadline = deploy.ReadyTimeout,
        }, TimeSpan.FromSeconds(deploy.ReadyTimeout));
        return new([], $"{pinned} is rolled out in {deploy.Context}, namespace {deploy.Namespace}.");
    }

    public async Task<string> Undeploy(DeployedShop shop)
    {
        var deploy = shop.Settings.Deploy;
        var removed = await new KubernetesRollout(shop.Clock, shop.Cake.Log).Remove(
            Contexts(shop).Load(deploy.Context), shop.Settings.Name, deploy.Namespace);
        return removed ? $"Removed from {deploy.Context}." : $"Nothing of this shop runs in {deploy.Context}.";
    }

    private static KubeContext Contexts(DeployedShop shop) => new(shop.Cake.Environment);
}
