using Cake.Frosting;
using Recsys.Build.Run;
using Recsys.Build.Steps;

namespace Recsys.Build.Tasks;

/// <summary>Generates the sample shop's tables, where the settings ask for it.</summary>
[TaskName(nameof(Sample))]
[TaskDescription("Generates the sample shop's tables, where the settings ask for it.")]
public sealed class Sample : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => new SampleStep().Run(context);
}
