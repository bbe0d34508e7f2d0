using Recsys.Build.Run;
using Recsys.Settings;

namespace Recsys.Build.Steps;

/// <summary>The trained checkpoint.</summary>
public sealed class TrainStep() : VerbStep(ModelVerb.Train)
{
    /// <summary>It signs which gates were registered.</summary>
    public override bool HoldsSecrets => true;

    public override void Run(BuildContext context)
    {
        var step = Of(context);
        if (context.Steps.IsStale(step)) GateRegistrations.Write(context, step.Key);
        context.Steps.Run(step);
    }

    protected override void Prepare(BuildContext context)
    {
        base.Prepare(context);
        // Training leaves much of the machine idle.
        PublishStep.BeginAhead(context);
    }
}
