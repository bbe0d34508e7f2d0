namespace Recsys.Engine.Ranking;

/// <summary>A part of a product's score; the parts of a product add up to it.</summary>
/// <param name="Part">Its name.</param>
/// <param name="Score">What it adds; negative where it takes away.</param>
public readonly record struct Contribution(string Part, float Score);
