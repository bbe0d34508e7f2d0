using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Gates;

/// <summary>A demand that a bundle meets or does not.</summary>
public interface IGate
{
    /// <summary>Unique among the gates of one judgement.</summary>
    string Name { get; }

    /// <summary>What the evidence says of it.</summary>
    IGateFinding Weigh(GateEvidence evidence);
}

/// <summary>What the evidence says of one gate, before it is known how many others are tested.</summary>
public interface IGateFinding
{
    /// <summary>p-value of "the gate holds"; null where nothing is tested: there is too little evidence, or no chance in it.</summary>
    double? Probability { get; }

    /// <summary>The one result.</summary>
    /// <param name="adjusted">Holm-adjusted <see cref="Probability"/>; 1 where there is none.</param>
    GateResult Decide(double adjusted);
}
