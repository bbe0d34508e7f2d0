using Cake.Frosting;
using Recsys.Build.Run;
using Recsys.Build.Steps;

namespace Recsys.Build.Tasks;

/// <summary>Compiles the server and writes the image archive around the verified bundle.</summary>
[TaskName(nameof(DockerBuild))]
[TaskDescription("Compiles the server and writes the image around the verified bundle; loads it where Docker answers.")]
[IsDependentOn(typeof(Verify))]
public sealed class DockerBuild : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => new DockerBuildStep().Run(context);
}
