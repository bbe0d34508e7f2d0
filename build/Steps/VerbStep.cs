using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;

namespace Recsys.Build.Steps;

/// <summary>A step that is a verb of the model tool as it describes itself. Its results may leave for the step cache.</summary>
/// <param name="verb">What it depends on, writes, and is called with.</param>
public abstract class VerbStep(ModelVerb verb) : ModelStep(verb.Name)
{
    public override bool Cached => true;

    public override IReadOnlyList<string> Outputs(ArtifactLayout layout) => verb.Outputs(layout);

    protected override void Add(StepInputs inputs) => verb.Add(inputs);

    protected override IReadOnlyList<(string, string)> Options(BuildContext context) => verb.Options(context.Layout);
}
