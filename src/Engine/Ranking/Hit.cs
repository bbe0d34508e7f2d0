namespace Recsys.Engine.Ranking;

/// <summary>One ranked product.</summary>
/// <param name="Product">Index in the catalogue.</param>
/// <param name="Score">What it was ranked by, comparable within one answer; in a cold answer, the popularity.</param>
public readonly record struct Hit(int Product, float Score);
