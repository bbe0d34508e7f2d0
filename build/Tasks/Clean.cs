using Cake.Frosting;
using Recsys.Build.Arguments;
using Recsys.Build.Delivery;
using Recsys.Build.Reporting;
using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Tasks;

/// <summary>Removes the shop's artefacts, after stopping what runs from them. What cannot be made again stays, unless <c>--all</c> asks for
/// everything: the bundle in production, the verdicts, and the records of runs and releases.</summary>
[TaskName(nameof(Clean))]
[TaskDescription("Removes this shop's artefacts but champion, verdicts and records (--all: these too); stops what runs.")]
[IsDependentOn(typeof(Undeploy))]
public sealed class Clean : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var layout = context.Layout;
        if (context.Arguments.HasArgument(ArgumentNames.All))
        {
            context.Pipeline.RemoveArtifacts();
            context.Say($"{layout.Root} is removed.");
            return;
        }
        var kept = context.Pipeline.RemoveArtifacts([
            System.IO.Path.GetFileName(layout.Champion),
            System.IO.Path.GetFileName(layout.Verify),
            System.IO.Path.GetFileName(layout.Attestation),
            Releases.FileName,
            Passes.FileName,
            RunRecord.Folder,
            RunRecord.FileName,
            HistoryPlot.FileName,
        ]);
        context.Say($"{layout.Root} is cleaned{(kept.Count == 0 ? "" : $"; kept: {string.Join(", ", kept)} (--all removes them too)")}.");
    }
}
