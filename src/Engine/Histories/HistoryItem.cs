using Recsys.Contracts.Artifacts;

namespace Recsys.Engine.Histories;

/// <summary>One event of a user's history; histories are ordered oldest first.</summary>
/// <param name="Product">Index in the catalogue.</param>
/// <param name="Type">What the user did.</param>
/// <param name="Timestamp">When, in Unix milliseconds UTC; 0 where that is not known.</param>
public readonly record struct HistoryItem(int Product, EventType Type, long Timestamp = 0);
