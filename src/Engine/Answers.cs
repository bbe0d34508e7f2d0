using Recsys.Contracts.Artifacts;

namespace Recsys.Engine;

/// <summary>One event of a user's history; histories are ordered oldest first.</summary>
/// <param name="Product">Index in the catalogue.</param>
/// <param name="Type">What the user did.</param>
/// <param name="Timestamp">When, in Unix milliseconds UTC; 0 where that is not known.</param>
public readonly record struct HistoryItem(int Product, EventType Type, long Timestamp = 0);

/// <summary>One ranked product.</summary>
/// <param name="Product">Index in the catalogue.</param>
/// <param name="Score">What it was ranked by, comparable within one answer; in a cold answer, the popularity.</param>
public readonly record struct Hit(int Product, float Score);

/// <summary>Ranked products, best first; equal scores are ordered by index.</summary>
/// <param name="Hits">At most k products.</param>
/// <param name="Cold">true: nothing was known about the user, so the order is that of popularity.</param>
public sealed record Answer(IReadOnlyList<Hit> Hits, bool Cold);
