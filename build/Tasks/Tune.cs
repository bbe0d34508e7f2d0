using Cake.Frosting;
using Recsys.Build.Pipeline;
using Recsys.Build.Reporting;

namespace Recsys.Build.Tasks;

/// <summary>Searches for better settings of training, judged on the validation part. Changes no settings: it writes a proposal.</summary>
[TaskName(nameof(Tune))]
[TaskDescription("Searches for better settings of training; changes none.")]
[IsDependentOn(typeof(Ingest))]
public sealed class Tune : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        context.Steps.Run(new ModelSteps(context).Tune());
        var winner = System.IO.Path.Combine(context.Layout.Tune, Contracts.Artifacts.TuneTrial.WinnerFile);
        foreach (
            var line in TuneTable.Of(
                TuneTable.Read(context.Layout.Tune),
                winner,
                SettingsArguments.WithOverlay(context.Arguments, context.Root, winner)
            )
        )
            context.Say(line);
    }
}
