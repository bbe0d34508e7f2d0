using Recsys.Judge.Inputs;
using Recsys.Judge.Measuring;
using Recsys.Judge.Slices;

namespace Recsys.Judge.Gates;

/// <summary>All that gates may look at.</summary>
/// <param name="Input">What the judge was given, measurements among it.</param>
/// <param name="Tasks">The scored tasks by name.</param>
public sealed record GateEvidence(JudgeInput Input, IReadOnlyDictionary<string, MeasuredTask> Tasks)
{
    /// <summary>The values of one measurement; empty where there are none.</summary>
    public IReadOnlyList<double> Measurement(string name) => Input.Measurements.GetValueOrDefault(name) ?? [];
}

/// <summary>One task's scores and all that was taken of them.</summary>
public sealed record MeasuredTask(TaskScores Scores, TaskFigures Figures, TaskSlices Slices);
