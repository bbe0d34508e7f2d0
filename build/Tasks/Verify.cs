using Cake.Frosting;
using Recsys.Build.Run;
using Recsys.Build.Steps;

namespace Recsys.Build.Tasks;

/// <summary>Scores the bundle through the serving engine and judges it by the gates.</summary>
[TaskName(nameof(Verify))]
[TaskDescription("Scores the bundle through the serving engine and judges it by the gates.")]
[IsDependentOn(typeof(Quantize))]
public sealed class Verify : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => new VerifyStep().Run(context);
}
