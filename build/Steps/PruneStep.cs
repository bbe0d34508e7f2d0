using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Steps;

/// <summary>The pruned and fine-tuned checkpoint.</summary>
public sealed class PruneStep() : ModelStep("prune")
{
    public override bool Cached => true;

    public override IReadOnlyList<string> Outputs(ArtifactLayout layout) => [layout.Prune];

    protected override void Add(StepInputs inputs) =>
        inputs.Learnt().Folder("train", inputs.Layout.Train).Section("settings.prune", inputs.Settings.Prune).Learning();

    protected override IReadOnlyList<(string, string)> Options(BuildContext context) =>
        [("dataset", context.Layout.Dataset), ("checkpoint", context.Layout.Train), ("out", context.Layout.Prune)];
}
