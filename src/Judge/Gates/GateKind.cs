using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Contracts.Text;

namespace Recsys.Judge.Gates;

/// <summary>A way to judge evidence. <see cref="GateKinds.All"/> lists all of them.</summary>
public abstract class GateKind
{
    /// <summary>As settings and results name it.</summary>
    public abstract string Name { get; }

    /// <summary>What it demands, in one sentence.</summary>
    public abstract string Meaning { get; }

    /// <summary>Where the method is from; empty for what needs no source.</summary>
    public virtual string Source => "";

    /// <summary>The gate of some settings; null after telling what is wrong with them, each with the setting it is about.</summary>
    public abstract IGate? Read(string name, MeasurementGateSettings settings, Action<string, string> mistake);

    /// <summary>What a result bounds, in words.</summary>
    public virtual string Describe(GateResult gate) => gate.Metric;

    /// <summary>What the evidence of a result was.</summary>
    public virtual string Power(GateResult gate) =>
        gate.Count == 0 ? "nothing was measured" : $"{NumberFormat.Count(gate.Count)} measured";

    /// <summary>Whether a result of this kind says pass although its own figures do not.</summary>
    public virtual bool Contradicts(GateResult gate) => gate.Outcome == Verdict.Pass && (gate.Count == 0 || !gate.IsMet);

    /// <summary>The one bound of the settings; null after telling that there is none, or two.</summary>
    protected static GateBound? Bound(MeasurementGateSettings settings, Action<string, string> mistake)
    {
        if (settings is { AtLeast: { } least, AtMost: null }) return new GateBound(least, IsCeiling: false);
        if (settings is { AtLeast: null, AtMost: { } most }) return new GateBound(most, IsCeiling: true);
        mistake("at_most", "a gate on measurements has one bound. Remedy: set either at_least or at_most.");
        return null;
    }

    /// <summary>The start of every result of this kind.</summary>
    protected GateResult Result(string name, string quantity, GateBound bound) =>
        new()
        {
            Name = name,
            Kind = Name,
            Task = GateKinds.Measurements,
            Metric = quantity,
            AtLeast = bound.IsCeiling ? null : bound.Limit,
            AtMost = bound.IsCeiling ? bound.Limit : null,
            Estimate = 0,
            Lower = 0,
            Upper = 0,
            Count = 0,
            Outcome = Verdict.NotEnoughEvidence,
            Reason = $"there is no measurement of {quantity}",
        };
}
