using Cake.Frosting;
using Recsys.Build.Reporting;
using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Steps;

namespace Recsys.Build.Tasks;

/// <summary>The last runs of this shop: a table here, and a picture of quality, size and duration.</summary>
[TaskName(nameof(History))]
[TaskDescription("Shows the last runs of this shop, as a table and as history.svg.")]
[LeavesArtifacts]
public sealed class History : FrostingTask<BuildContext>
{
    private const int Shown = 20;

    public override void Run(BuildContext context)
    {
        var records = new RunRecords(context.Layout);
        var runs = records.Read(Shown);
        foreach (var line in HistoryTable.Of(runs)) context.Say(line);
        if (runs.Count == 0) return;
        var file = System.IO.Path.Combine(context.Layout.Root, HistoryPlot.FileName);
        AtomicFile.Write(file, HistoryPlot.Of(records.Read(RunRecords.Kept)));
        context.Say($"Picture: {file}");
    }
}
