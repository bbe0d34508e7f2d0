using Recsys.Engine.Matching;

namespace Recsys.Engine.Searching;

/// <summary>Products that a query may find, and what is known of each: what the search's ranker orders.</summary>
/// <param name="Products">n catalogue indices.</param>
/// <param name="Features">n rows of <see cref="MatchFeatures.Names"/>, row-major.</param>
public sealed record Candidates(int[] Products, float[] Features);
