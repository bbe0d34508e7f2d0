namespace Recsys.Engine.Ranking;

/// <summary>What else a recommendation is asked to mind.</summary>
public sealed record Refinement
{
    /// <summary>Nothing else.</summary>
    public static Refinement None { get; } = new();

    /// <summary>A product that is looked at or was just put into the basket: recommended is what goes with it, and not itself.</summary>
    public int? Context { get; init; }

    /// <summary>0 to 1: how much unlike each other the products are to be (<see cref="Ranking.Diversity"/>).</summary>
    public double Diversity { get; init; }
}
