using Cake.Frosting;
using Recsys.Build.Run;
using Recsys.Build.Steps;

namespace Recsys.Build.Tasks;

/// <summary>Trains item, user and query vectors.</summary>
[TaskName(nameof(Train))]
[TaskDescription("Trains item, user and query vectors.")]
[IsDependentOn(typeof(Ingest))]
public sealed class Train : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => new TrainStep().Run(context);
}
