using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Text;
using Recsys.Judge.Gates;
using Recsys.Judge.Inputs;
using Recsys.Judge.Metrics;

namespace Recsys.Judge.Reports;

/// <summary>Names as people read them.</summary>
public static class Labels
{
    /// <summary>A system; one that is not ours keeps its name.</summary>
    public static string System(string system) => JudgedSystem.Of(system)?.Title ?? system;

    public static string Outcome(string outcome) => outcome switch
    {
        Verdict.Pass => "PASS",
        Verdict.Fail => "FAIL",
        Verdict.NotApplicable => "NOT APPLICABLE",
        _ => "NOT ENOUGH EVIDENCE",
    };

    /// <summary>With a capital letter and a full stop.</summary>
    public static string Sentence(string text) =>
        text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{text[1..]}{(text[^1] == '.' ? "" : ".")}";

    /// <summary>What a task's subjects are.</summary>
    public static string Subjects(string task) => JudgedTask.OrFirst(task).Subjects;

    /// <summary>A task as a heading.</summary>
    public static string Task(string task) => JudgedTask.Of(task)?.Title ?? task;

    /// <summary>What a gate bounds.</summary>
    public static string Gate(GateResult gate) =>
        GateKinds.Of(gate) is { } kind
            ? kind.Describe(gate)
            : $"{gate.Task} {Metric.Parse(gate.Metric).Title}"
                + (gate.Against is { } other ? $", bundle minus {System(other)}" : " of the bundle")
                + (gate.Slice is { } slice ? $", slice {slice}" : "");

    /// <summary>What the gate's data can show, or that there are none.</summary>
    public static string Power(GateResult gate) =>
        GateKinds.Of(gate) is { } kind ? kind.Power(gate)
        : gate is { Margin80: { } m80, Margin95: { } m95 }
            ? $"{NumberFormat.Count(gate.Count)} {Subjects(gate.Task)} can show a margin of {NumberFormat.Short(m80)} (80 % power), "
                + $"{NumberFormat.Short(m95)} (95 %)"
        : $"no {Subjects(gate.Task)} to measure";

    /// <summary>A gate's figure.</summary>
    public static string Estimate(GateResult gate) => NumberFormat.Text(gate.Estimate);

    /// <summary>The one-sided bounds of that figure.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="between">Stands between the two.</param>
    public static string Bounds(GateResult gate, string between = " … ") =>
        NumberFormat.Text(gate.LowerBound) + between + NumberFormat.Text(gate.UpperBound);

    /// <summary>What is demanded, in words.</summary>
    public static string Demand(GateResult gate) => $"{gate.Bound.Words} {NumberFormat.Text(gate.Bound.Limit)}";

    /// <summary>What is demanded, in a column of smallest acceptable values.</summary>
    public static string Limit(GateResult gate) => gate.Bound.IsCeiling ? Demand(gate) : NumberFormat.Text(gate.Bound.Limit);
}
