using Cake.Frosting;
using Recsys.Build.Pipeline;

namespace Recsys.Build.Tasks;

/// <summary>Trains item, user and query vectors.</summary>
[TaskName(nameof(Train))]
[TaskDescription("Trains item, user and query vectors.")]
[IsDependentOn(typeof(Ingest))]
public sealed class Train : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Steps.Run(new ModelSteps(context).Train());
}
