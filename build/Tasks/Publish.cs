using Cake.Frosting;
using Recsys.Build.Run;
using Recsys.Build.Steps;

namespace Recsys.Build.Tasks;

/// <summary>Compiles the server for the image.</summary>
[TaskName(nameof(Publish))]
[TaskDescription("Compiles the server for the image; DockerBuild does it by itself.")]
public sealed class Publish : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => new PublishStep().Run(context);
}
