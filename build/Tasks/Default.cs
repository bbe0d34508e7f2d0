using Cake.Frosting;
using Recsys.Build.Run;

namespace Recsys.Build.Tasks;

/// <summary>Lists what can be asked for, with command lines to copy.</summary>
[TaskName(nameof(Default))]
[TaskDescription("Lists the targets with ready command lines.")]
[NeedsNoSettings]
[LeavesArtifacts]
public sealed class Default : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var script = TaskCatalogue.Script;
        foreach (var task in TaskCatalogue.Listed)
            context.Say($"  {script} --target={task.Name,-12}  {TaskCatalogue.Description(task)}");
        context.Say("");
        context.Say($"  {script} --target=Deploy --settings=examples/online-retail/recsys.json   the same for another shop's settings");
        context.Say($"  {script} --tree | --description | --target=Deploy --dryrun               what would run");
        context.Say($"  {script} --help                                                          every argument");
    }
}
