using Recsys.Contracts.Artifacts;
using Recsys.Steps;

namespace Recsys.Build.Run;

/// <summary>What a run's artefacts say of themselves, for its record. Only of the steps that the run came to.</summary>
public static class RunFacts
{
    /// <param name="steps">Every step there is.</param>
    /// <param name="record">Of the run.</param>
    /// <param name="journal">The steps that the run came to.</param>
    /// <param name="layout">The artefacts.</param>
    /// <param name="hashes">Hashes of their files.</param>
    public static RunRecord Add(
        IReadOnlyList<IPipelineStep> steps,
        RunRecord record,
        RunJournal journal,
        ArtifactLayout layout,
        HashMemo hashes
    ) => steps.Where(step => journal.Has(step.Name)).Aggregate(record, (sofar, step) => step.AddFacts(sofar, layout, hashes));
}
