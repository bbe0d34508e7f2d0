using Cake.Frosting;
using Recsys.Build.Pipeline;

namespace Recsys.Build.Tasks;

/// <summary>Generates the sample shop's tables, where the settings ask for it.</summary>
[TaskName(nameof(Sample))]
[TaskDescription("Generates the sample shop's tables, where the settings ask for it.")]
public sealed class Sample : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        if (context.Settings.Data.Source == "sample") context.Steps.Run(new ModelSteps(context).Sample());
        else context.Say($"The tables are the shop's own, in {context.Settings.Data.Folder}: nothing to generate.");
    }
}
