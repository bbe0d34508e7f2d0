namespace Recsys.Engine.Searching;

/// <summary>Products that a query may find, and what is known of each: the input of the fusion.</summary>
/// <param name="Products">n catalogue indices.</param>
/// <param name="Features">n rows of the features of <see cref="Contracts.Artifacts.SearchWeights.Features"/>, row-major.</param>
public sealed record Candidates(int[] Products, float[] Features);
