using Cake.Frosting;
using Recsys.Build.Pipeline;

namespace Recsys.Build.Tasks;

/// <summary>Measures a part of this build against its promises and writes the figures to docs/benchmarks.</summary>
[TaskName(nameof(Benchmark))]
[TaskDescription("Measures one part against its promises: --suite=judge or quality.")]
public sealed class Benchmark : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => new BenchmarkStep(context).Run();
}
