using Recsys.Contracts.Artifacts;
using Recsys.Steps;

namespace Recsys.Build.Run;

/// <summary>What a step has to do with the verdict about the bundle.</summary>
public enum VerdictUse
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It reaches one.</summary>
    Writes,

    /// <summary>It refuses to run without one.</summary>
    Needs,
}

/// <summary>
/// A step of the pipeline, described once. The checks before a run, the rules for keys and overrides, the record of a run and the
/// lists of targets and steps follow from the descriptions.
/// </summary>
public interface IPipelineStep
{
    /// <summary>Name of the step and of the task that runs it.</summary>
    string Name { get; }

    /// <summary>The verb of the model tool that does the work; null where the build does it.</summary>
    string? Verb { get; }

    /// <summary>What it has to do with the verdict.</summary>
    VerdictUse VerdictUse { get; }

    /// <summary>Whether it sees the keys that sign and verify statements.</summary>
    bool HoldsSecrets { get; }

    /// <summary>Says what cannot be done as it was asked, before anything begins; a plan is refused for it too.</summary>
    /// <exception cref="Recsys.Contracts.Faults.FaultException">The settings name what is not there; says what to do.</exception>
    void Preflight(BuildContext context);

    /// <summary>Says what this machine lacks now, before anything slow begins; a plan needs none of it.</summary>
    /// <exception cref="Recsys.Contracts.Faults.FaultException">The machine cannot do what was asked; says what to do.</exception>
    void RequireMachine(BuildContext context);

    /// <summary>Adds to a run's record what the step's artefacts say of themselves.</summary>
    RunRecord AddFacts(RunRecord record, ArtifactLayout layout, HashMemo hashes);
}

/// <summary>A step whose outputs depend on its inputs alone: it is left alone while both are as its record says.</summary>
public interface IRecordedStep : IPipelineStep
{
    /// <summary>Whether its outputs may leave the artefact folder for the step cache. Never where they hold personal data.</summary>
    bool Cached { get; }

    /// <summary>Whether its outputs hold what single users did.</summary>
    bool WritesPersonalData { get; }

    /// <summary>Artefact folders it writes, the main one last.</summary>
    IReadOnlyList<string> Outputs(ArtifactLayout layout);

    /// <summary>Name to hash or value, of everything the outputs depend on; never where something lies.</summary>
    /// <exception cref="Recsys.Contracts.Faults.FaultException">What an earlier step writes is missing.</exception>
    SortedDictionary<string, string> Inputs(BuildContext context);
}
