using System.Reflection;
using Cake.Frosting;

namespace Recsys.Build.Tasks;

/// <summary>Lists what can be asked for, with command lines to copy.</summary>
[TaskName(nameof(Default))]
[TaskDescription("Lists the targets with ready command lines.")]
public sealed class Default : FrostingTask<BuildContext>
{
    private static readonly Type[] Order =
    [
        typeof(Deploy),
        typeof(Undeploy),
        typeof(Test),
        typeof(Sample),
        typeof(Ingest),
        typeof(Train),
        typeof(Tune),
        typeof(Prune),
        typeof(Quantize),
        typeof(Verify),
        typeof(DockerBuild),
        typeof(DeployK8s),
        typeof(History),
        typeof(Doctor),
        typeof(Benchmark),
        typeof(Clean),
    ];

    public override void Run(BuildContext context)
    {
        var script = OperatingSystem.IsWindows() ? "./build.ps1" : "./build.sh";
        foreach (var task in Order)
        {
            var description = task.GetCustomAttribute<TaskDescriptionAttribute>()!;
            context.Say($"  {script} --target={task.Name,-12}  {description.Description}");
        }
        context.Say("");
        context.Say($"  {script} --target=Deploy --settings=examples/online-retail/recsys.json   the same for another shop's settings");
        context.Say($"  {script} --tree | --description | --target=Deploy --dryrun               what would run");
    }
}
