using Cake.Frosting;
using Recsys.Build.Run;
using Recsys.Build.Steps;

namespace Recsys.Build.Tasks;

/// <summary>Makes the feed-forward layers narrower and fine-tunes them.</summary>
[TaskName(nameof(Prune))]
[TaskDescription("Makes the feed-forward layers narrower and fine-tunes them.")]
[IsDependentOn(typeof(Train))]
public sealed class Prune : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => new PruneStep().Run(context);
}
