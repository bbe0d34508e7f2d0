using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Engine;
using Recsys.Engine.Catalogues;
using Recsys.Engine.Ranking;
using Recsys.Model.Data;

namespace Recsys.Model.Checks;

/// <summary>The shop's own cases. A case about products that the catalogue lacks fails: it could never show anything.</summary>
public static class GoldenQueries
{
    public static BehaviourCheck Run(RecsysEngine engine, Dataset dataset, GoldenFile file)
    {
        var tally = new Tally(BehaviourCheck.GoldenQueries);
        foreach (var one in file.Cases) tally.Try(one.Name, () => Problem(engine, dataset, one), one.Query);
        return tally.Check();
    }

    /// <summary>What does not hold of a case; null where all does.</summary>
    /// <param name="engine">That is asked.</param>
    /// <param name="dataset">Has the users that cases name; null where none does.</param>
    /// <param name="one">The case.</param>
    public static string? Problem(RecsysEngine engine, Dataset? dataset, GoldenCase one)
    {
        if (Answer(engine, dataset, one) is not { } answer) return "there is no such user in the dataset";
        var shown = answer.Hits.Select(hit => engine.Catalogue[hit.Product]).ToList();
        foreach (var match in one.Must)
        {
            var fits = Fits(match);
            if (IsNowhere(engine, fits)) return Nowhere(match);
            var found = shown.Count(fits);
            if (found < match.AtLeast) return $"{found} of the first {one.K} are {match}, and at least {match.AtLeast} must be";
        }
        foreach (var match in one.MustNot)
        {
            var fits = Fits(match);
            if (IsNowhere(engine, fits))
                return Nowhere(match);
            if (shown.FindIndex(product => fits(product)) is var at and >= 0)
                return $"rank {at + 1} is {match}, which must not be among the first {one.K}";
        }
        return null;
    }

    private static Answer? Answer(RecsysEngine engine, Dataset? dataset, GoldenCase one)
    {
        if (one.Query is { } query) return engine.Search(query, one.K);
        var user = dataset?.Users.FirstOrDefault(user => user.Id == one.User);
        return user is null ? null : engine.Recommend(Subjects.Events(user), one.K);
    }

    private static bool IsNowhere(RecsysEngine engine, Func<Product, bool> fits) =>
        !Enumerable.Range(0, engine.Catalogue.Count).Any(i => fits(engine.Catalogue[i]));

    private static string Nowhere(GoldenMatch match) => $"no product of the catalogue is {match}: is it misspelt?";

    private static Func<Product, bool> Fits(GoldenMatch match)
    {
        if (match.Product is { } id)
            return product => product.ProductId == id;
        if (match.Category is { } path)
            return product => product.Category == path || product.Category.StartsWith(path + " > ", StringComparison.Ordinal);
        var pattern = GoldenFile.Pattern(match.Title!);
        return product => pattern.IsMatch(product.Title);
    }
}
