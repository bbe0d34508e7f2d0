using Cake.Frosting;
using Recsys.Build.Run;
using Recsys.Build.Steps;

namespace Recsys.Build.Tasks;

/// <summary>Reads, checks and splits the shop's tables; sets rejected rows apart.</summary>
[TaskName(nameof(Ingest))]
[TaskDescription("Reads, checks and splits the shop's tables; sets rejected rows apart.")]
[IsDependentOn(typeof(Sample))]
public sealed class Ingest : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => new IngestStep().Run(context);
}
