using Cake.Frosting;
using Recsys.Build.Run;
using Recsys.Build.Steps;

namespace Recsys.Build.Tasks;

/// <summary>Searches for better settings of training, judged on the validation part. Changes no settings: it writes a proposal.</summary>
[TaskName(nameof(Tune))]
[TaskDescription("Searches for better settings of training; changes none.")]
[IsDependentOn(typeof(Ingest))]
public sealed class Tune : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => new TuneStep().Run(context);
}
