using Recsys.Contracts.Artifacts;

namespace Recsys.Model.Tuning;

/// <summary>
/// One number for a trial: the weighted geometric mean of its figures' ratios to the same figures of the first complete trial. Ratios,
/// since the two tasks' figures are of different size; geometric, since then the order of trials is the same whichever trial they are
/// divided by (Fleming and Wallace 1986, doi:10.1145/5666.5673).
/// </summary>
public static class TrialScore
{
    /// <summary>NDCG@10 on the validation split: of the blend, that is of what will be served; of the user encoder alone; of the query
    /// encoder.</summary>
    public const string Blended = "blended_ndcg@10", Encoder = "encoder_ndcg@10", Search = "search_ndcg@10";

    /// <summary>The names in the order of the table.</summary>
    public static IReadOnlyList<string> Names { get; } = [Blended, Encoder, Search];

    /// <param name="figures">Of the trial.</param>
    /// <param name="first">Of the first complete trial; one that is 0 there measures nothing and is left out.</param>
    /// <param name="searchWeight">Weight of the search; that of the recommendations is 1.</param>
    /// <exception cref="ArtifactException">Nothing is measured.</exception>
    public static double Of(IReadOnlyDictionary<string, double> figures, IReadOnlyDictionary<string, double> first, double searchWeight)
    {
        var parts = new[] { (Name: Blended, Weight: 1.0), (Name: Search, Weight: searchWeight) }
            .Where(part => first[part.Name] > 0 && part.Weight > 0)
            .ToList();
        return parts.Count > 0
            ? Math.Exp(
                parts.Sum(part => part.Weight * Math.Log(figures[part.Name] / first[part.Name])) / parts.Sum(part => part.Weight)
            )
            : throw new ArtifactException(
                "the validation part measures nothing to tune by: no user with a purchase in it, or no search, was answered at all. "
                    + "Remedy: bring more events, move data.validation_from, or raise tune.search_weight."
            );
    }
}
