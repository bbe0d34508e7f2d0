using Cake.Frosting;
using Recsys.Build.Benchmarks;
using Recsys.Build.Run;

namespace Recsys.Build.Tasks;

/// <summary>Measures a part of this build against its promises and writes the figures to docs/benchmarks.</summary>
[TaskName(nameof(Benchmark))]
[TaskDescription("Measures one part against its promises: --suite=judge, quality or serving.")]
[LeavesArtifacts]
public sealed class Benchmark : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => 
        new SuiteRun(context, context.Layout, context.Clock, context.Outcome).Run([
            new JudgeSuite(),
            new QualitySuite(context, context.Hashes, context.Settings, context.Outcome),
            new ServingSuite(context),
        ]);
}
