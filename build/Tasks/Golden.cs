using Cake.Frosting;
using Recsys.Build.Run;
using Recsys.Build.Steps;

namespace Recsys.Build.Tasks;

/// <summary>Proposes golden queries from the shop's best sellers, for review. Overwrites no file.</summary>
[TaskName(nameof(Golden))]
[TaskDescription("Proposes golden queries from the shop's best sellers, for review.")]
[IsDependentOn(typeof(Quantize))]
public sealed class Golden : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => new GoldenStep().Run(context);
}
