using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Steps;

namespace Recsys.Build.Steps;

/// <summary>A step with what holds for most of them.</summary>
/// <param name="name">Of the step and of its task.</param>
public abstract class PipelineStep(string name) : IPipelineStep
{
    public string Name => name;

    public virtual string? Verb => null;

    public virtual VerdictUse VerdictUse => VerdictUse.None;

    /// <summary>Whoever signs or checks a statement needs the keys, and nobody else.</summary>
    public virtual bool HoldsSecrets => VerdictUse != VerdictUse.None;

    public virtual void Preflight(BuildContext context) { }

    public virtual void RequireMachine(BuildContext context) { }

    public virtual RunRecord AddFacts(RunRecord record, ArtifactLayout layout, HashMemo hashes) => record;
}
