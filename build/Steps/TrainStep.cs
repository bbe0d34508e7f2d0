using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Steps;

/// <summary>The trained checkpoint.</summary>
public sealed class TrainStep() : ModelStep("train")
{
    public override bool Cached => true;

    public override IReadOnlyList<string> Outputs(ArtifactLayout layout) => [layout.Train];

    protected override void Prepare(BuildContext context)
    {
        base.Prepare(context);
        // Training leaves much of the machine idle.
        PublishStep.BeginAhead(context);
    }

    protected override void Add(StepInputs inputs) => inputs.Learnt().Learning();

    protected override IReadOnlyList<(string, string)> Options(BuildContext context) =>
        [("dataset", context.Layout.Dataset), ("out", context.Layout.Train)];
}
