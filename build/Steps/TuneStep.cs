using Recsys.Build.Arguments;
using Recsys.Build.Reporting;
using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;

namespace Recsys.Build.Steps;

/// <summary>Trials of other settings of training; a proposal, no part of what is delivered.</summary>
public sealed class TuneStep() : ModelStep("tune")
{
    public override bool Cached => true;

    public override IReadOnlyList<string> Outputs(ArtifactLayout layout) => [layout.Tune];

    public override void Run(BuildContext context)
    {
        base.Run(context);
        var winner = Path.Combine(context.Layout.Tune, TuneTrial.WinnerFile);
        var trial = $"./build.sh --target={VerifyStep.TaskName}{SettingsArguments.WithOverlay(context.Arguments, context.Root, winner)}";
        foreach (var line in TuneTable.Of(TuneTable.Read(context.Layout.Tune), winner, trial, TableText.Width)) context.Say(line);
    }

    protected override void Add(StepInputs inputs) => inputs.Learnt().Section("settings.tune", inputs.Settings.Tune).Learning();

    protected override IReadOnlyList<(string, string)> Options(BuildContext context) =>
        [("dataset", context.Layout.Dataset), ("out", context.Layout.Tune)];
}
