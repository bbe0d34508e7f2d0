using Cake.Frosting;
using Recsys.Build.Pipeline;

namespace Recsys.Build.Tasks;

/// <summary>Makes the feed-forward layers narrower and fine-tunes them.</summary>
[TaskName(nameof(Prune))]
[TaskDescription("Makes the feed-forward layers narrower and fine-tunes them.")]
[IsDependentOn(typeof(Train))]
public sealed class Prune : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Steps.Run(new ModelSteps(context).Prune());
}
