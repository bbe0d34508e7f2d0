namespace Recsys.Model.Checkpoints;

/// <summary>Mean NDCG@10 over the validation split's users and queries, ranking the whole catalogue.</summary>
/// <param name="Recommend">Mean over users with a purchase in the part and events before it; 0 without any.</param>
/// <param name="Search">
/// Mean over searches with a click in the part; in a shop without events and such searches, over products asked for by their own words.
/// </param>
public sealed record ValidationScore(double Recommend, double Search);
