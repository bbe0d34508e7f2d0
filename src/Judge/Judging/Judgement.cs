using Recsys.Contracts.Artifacts;
using Recsys.Judge.Measuring;
using Recsys.Judge.Slices;

namespace Recsys.Judge.Judging;

/// <summary>The verdict and the figures around it. Only the gates inside the verdict decide anything.</summary>
public sealed record Judgement
{
    public required Verdict Verdict { get; init; }

    /// <summary>By task and system in a fixed order, the bundle first.</summary>
    public required IReadOnlyList<SystemSummary> Systems { get; init; }

    /// <summary>The bundle beside the champion, by task and metric; empty where there is no other bundle in production.</summary>
    public required IReadOnlyList<ChampionDifference> Champion { get; init; }

    /// <summary>The bundle on parts of the subjects, the worst first (<see cref="TaskSlices.Order"/>).</summary>
    public required IReadOnlyList<SliceSummary> Slices { get; init; }

    /// <summary>What a careful reader should know although no gate demands it.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
