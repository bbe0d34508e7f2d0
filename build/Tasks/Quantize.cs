using Cake.Frosting;
using Recsys.Build.Run;
using Recsys.Build.Steps;

namespace Recsys.Build.Tasks;

/// <summary>Writes the served bundle, and the fp32 bundle it is compared with.</summary>
[TaskName(nameof(Quantize))]
[TaskDescription("Writes the served bundle, and the fp32 bundle it is compared with.")]
[IsDependentOn(typeof(Prune))]
public sealed class Quantize : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => new QuantizeStep().Run(context);
}
