using Cake.Frosting;
using Recsys.Build.Docker;
using Recsys.Build.Image;
using Recsys.Build.Kubernetes;
using Recsys.Build.Pipeline;

namespace Recsys.Build.Tasks;

/// <summary>Rolls the image out on the pinned cluster.</summary>
[TaskName(nameof(DeployK8s))]
[TaskDescription("Rolls the image out on the cluster that deploy.context names.")]
[IsDependentOn(typeof(DockerBuild))]
public sealed class DeployK8s : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var deploy = context.Settings.Deploy;
        if (deploy.Target != "kubernetes") return; // Deploy runs the image on this machine instead; Preflight refuses the rest
        var (image, permit) = VerifiedBundle.RequireImage(context);
        var cluster = new KubeContext(context.Environment).Load(deploy.Context);
        var engine = new DockerEngine(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools);
        var pinned = PinnedImage.Of(
            context.Settings.Image.Reference ?? image.Reference,
            image,
            engine.Available ? engine.RepositoryDigests(image.Id) : []
        );
        await new KubernetesRollout(context.Clock, context.Log).Apply(cluster, new KubernetesManifestRequest
        {
            Name = context.Settings.Name,
            Namespace = deploy.Namespace,
            Image = pinned,
            Bundle = image.Bundle,
            Override = permit.Override,
            Replicas = deploy.Replicas,
            Port = deploy.Port,
            User = context.Settings.Image.User,
            ProgressDeadline = deploy.ReadyTimeout,
        }, TimeSpan.FromSeconds(deploy.ReadyTimeout));
        // The bar for the next bundle is the last one that passed, not one that somebody let through.
        if (permit.Override is null) Champion.Keep(context, image.Bundle);
        new Releases(context.Layout).Add(VerifiedBundle.VerdictHash(context), image, context.Clock.GetUtcNow());
        permit.Warn(context.Log);
        context.Say($"{pinned} is rolled out in {deploy.Context}, namespace {deploy.Namespace}.");
    }
}
