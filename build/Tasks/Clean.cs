using Cake.Frosting;
using Recsys.Build.Run;

namespace Recsys.Build.Tasks;

/// <summary>Removes the shop's artefacts, after stopping what runs from them.</summary>
[TaskName(nameof(Clean))]
[TaskDescription("Removes this shop's artefacts; what runs from them is stopped first.")]
[IsDependentOn(typeof(Undeploy))]
public sealed class Clean : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        context.Pipeline.RemoveArtifacts();
        context.Say($"{context.Layout.Root} is removed.");
    }
}
