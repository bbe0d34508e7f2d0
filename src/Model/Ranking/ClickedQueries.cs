using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Engine.Matching;
using Recsys.Model.Data;

namespace Recsys.Model.Ranking;

/// <summary>What a bundle's search weights are learned from: clicks of the validation part, which no other training has seen.</summary>
public static class ClickedQueries
{
    /// <summary>Queries that are used at most, spread evenly over the log.</summary>
    public const int Most = 1000;

    // Of fewer clicks the weights would be chosen by chance.
    private const int Least = 50;

    /// <summary>The weights of a bundle: learned where the log has enough clicks, else chosen by what the titles can tell
    /// (<see cref="TitleQueries"/>).</summary>
    public static SearchWeights Learn(RecsysEngine engine, Dataset dataset)
    {
        var queries = Clicked(engine, dataset);
        return queries.Count < Least ? TitleQueries.Choose(engine, dataset) : SearchFit.Fit(queries, MatchFeatures.Default, "search_log");
    }

    private static List<JudgedQuery> Clicked(RecsysEngine engine, Dataset dataset)
    {
        var clicked = dataset.Searches.Where(search => search.Split == Split.Validation && search.Product >= 0)
            .GroupBy(search => search.Query, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (Query: group.Key, Products: group.Select(search => search.Product).ToHashSet())).ToList();
        var take = Math.Min(Most, clicked.Count);
        var queries = new List<JudgedQuery>(take);
        for (var i = 0; i < take; i++)
        {
            var (query, products) = clicked[(int)((long)i * clicked.Count / take)];
            var candidates = engine.Candidates(query);
            queries.Add(
                new JudgedQuery(
                    candidates.Features,
                    [.. candidates.Products.Select(product => products.Contains(product) ? 1.0 : 0)],
                    products.Select(_ => 1.0)
                )
            );
        }
        return queries;
    }
}
