namespace Recsys.Contracts.Artifacts;

/// <summary>What a gate demands of a figure: not to be below a floor, or not to be above a ceiling.</summary>
/// <param name="Limit">In the figure's unit.</param>
/// <param name="IsCeiling">true: at most; false: at least.</param>
public readonly record struct GateBound(double Limit, bool IsCeiling)
{
    public string Words => IsCeiling ? "at most" : "at least";

    /// <summary>How far a value is on the right side; negative on the wrong one.</summary>
    public double Spare(double value) => IsCeiling ? Limit - value : value - Limit;
}
