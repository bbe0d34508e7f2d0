using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Steps;

namespace Recsys.Build.Steps;

/// <summary>A step that is left alone while its inputs and outputs are as its record says.</summary>
/// <param name="name">Of the step and of its task.</param>
public abstract class RecordedStep(string name) : PipelineStep(name), IRecordedStep
{
    public virtual bool Cached => false;

    /// <summary>Whether the step cache is believed only under a seal: what comes after the verdict, nothing judges any more.</summary>
    public virtual bool Sealed => VerdictUse == VerdictUse.Needs;

    public virtual bool WritesPersonalData => false;

    public abstract IReadOnlyList<string> Outputs(ArtifactLayout layout);

    public abstract SortedDictionary<string, string> Inputs(BuildContext context);

    /// <summary>Does what is due.</summary>
    public virtual void Run(BuildContext context) => context.Steps.Run(Of(context));

    /// <summary>The step with its inputs as they are now.</summary>
    public Step Of(BuildContext context) => Of(context, Inputs(context));

    /// <summary>The step with inputs that are known already.</summary>
    protected Step Of(BuildContext context, SortedDictionary<string, string> inputs) =>
        new()
        {
            Name = Name,
            Inputs = inputs,
            Outputs = Outputs(context.Layout),
            Cached = Cached && !WritesPersonalData,
            Sealed = Sealed,
            Prepare = () => Prepare(context),
            Run = () => Make(context),
        };

    /// <summary>Brings about what must be there before the step can run and is no part of it, such as its tool.</summary>
    protected virtual void Prepare(BuildContext context) { }

    /// <summary>Writes the outputs; returns figures worth recording.</summary>
    protected abstract SortedDictionary<string, double> Make(BuildContext context);
}
