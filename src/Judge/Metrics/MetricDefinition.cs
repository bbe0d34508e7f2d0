using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Metrics;

/// <summary>
/// One metric: its name, what it means, what it needs and how it is measured. Settings, schema, reports and documentation
/// ask this object; <see cref="MetricCatalogue.All"/> lists all of them.
/// </summary>
public abstract class MetricDefinition
{
    /// <summary>As it is written before the <c>@</c>.</summary>
    public abstract string Name { get; }

    /// <summary>As reports call it.</summary>
    public abstract string Title { get; }

    /// <summary>The definition in one sentence, of one ranking with the ranks r₁ &lt; r₂ &lt; … of its relevant products.</summary>
    public abstract string Meaning { get; }

    /// <summary>Where the definition is from; empty for what needs no source.</summary>
    public virtual string Source => "";

    /// <summary>The tasks that it is a measure of.</summary>
    public virtual IReadOnlyList<string> Tasks => [ScoreRow.Recommend, ScoreRow.Search];

    public virtual Better Better => Better.Higher;

    public virtual Unit Unit => Unit.Share;

    public virtual CutOff CutOff => CutOff.Required;

    /// <summary>The largest cut-off that what is recorded of a ranking allows; null: as deep as ranks are recorded.</summary>
    public virtual int? DeepestCutOff => null;

    /// <summary>The cut-off at which reports show it; null: none.</summary>
    public abstract int? ReportedAt { get; }

    /// <summary>Whether it is a mean of one value for each subject, or else a statistic over all rankings together.</summary>
    public abstract bool IsPerSubject { get; }

    /// <summary>Whether it has an interval.</summary>
    public virtual bool IsResampled => true;

    /// <summary>Why no gate can bound it; null where one can.</summary>
    public string? WhyNoGate =>
        Better == Better.Lower ? "less of it is better, so it has no at_least"
        : Unit == Unit.Bits ? "it is in bits, which at_least cannot bound"
        : null;

    /// <summary>The largest value there can be.</summary>
    public virtual double Most(MetricContext context) => 1;

    /// <summary>What is not known that it needs, in words; null where it can be measured.</summary>
    public virtual string? Lacks(MetricContext context) => null;

    /// <summary>One system's figure.</summary>
    /// <param name="rows">One row a subject.</param>
    /// <param name="depth">The cut-off; null for none.</param>
    /// <param name="context">What is known beside the rows.</param>
    public abstract MeasuredColumn Measure(IReadOnlyList<ScoreRow> rows, int? depth, MetricContext context);

    public override string ToString() => Name;
}
