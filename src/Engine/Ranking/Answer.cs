namespace Recsys.Engine.Ranking;

/// <summary>Ranked products, best first; equal scores are ordered by index.</summary>
/// <param name="Hits">At most k products.</param>
/// <param name="Cold">true: nothing was known about the user, so the order is that of popularity.</param>
public sealed record Answer(IReadOnlyList<Hit> Hits, bool Cold);
