using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Engine.Ranking;

namespace Recsys.Model.Checks;

/// <summary>Checks that need nothing but the served bundle.</summary>
public static class BundleChecks
{
    private const int K = 20;

    /// <summary>Asked again, and among many others at once, it answers with the same bytes.</summary>
    public static BehaviourCheck Determinism(RecsysEngine engine, Subjects subjects, int threads)
    {
        var tally = new Tally(BehaviourCheck.Determinism);
        var requests = subjects
            .Users.Select(user => (user.Name, Query: (string?)null, Ask: (Func<Answer>)(() => engine.Recommend(user.History, K))))
            .Concat(
                subjects.Queries.Select(query =>
                    (query.Name, Query: (string?)query.Text, Ask: (Func<Answer>)(() => engine.Search(query.Text, K)))
                )
            )
            .ToList();
        var again = requests
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(Math.Max(2, threads))
            .Select(request => Caught(request.Ask))
            .ToList();
        for (var i = 0; i < requests.Count; i++)
        {
            var (request, second) = (requests[i], again[i]);
            tally.Try(request.Name, () => Answers.Difference(request.Ask(), second()), request.Query);
        }
        return tally.Check();
    }

    /// <summary>Where repeats are not wanted, by the bundle or by the request, nothing that was bought is recommended.</summary>
    public static BehaviourCheck NothingBoughtAgain(RecsysEngine engine, Subjects subjects)
    {
        var tally = new Tally(BehaviourCheck.NothingBoughtAgain);
        foreach (var user in subjects.Buyers)
        {
            tally.Try(user.Name, () =>
            {
                var bought = user.History.Where(e => e.Type == EventType.Purchase).Select(e => e.Product).ToHashSet();
                // What the bundle says itself is what the server asks for.
                var answer = engine.Recommend(user.History, K, engine.Manifest.Repeats ? false : null);
                var shown = answer.Hits.Count(hit => bought.Contains(hit.Product));
                if (shown > 0) return $"{shown} of {answer.Hits.Count} products were bought before";
                var left = Math.Min(K, engine.Catalogue.Count - bought.Count);
                return answer.Hits.Count == left ? null : $"{answer.Hits.Count} products, though {left} were not bought";
            });
        }
        return tally.Check();
    }

    /// <summary>Forms of a query that a reader holds for the same are answered the same.</summary>
    public static BehaviourCheck QueryForms(RecsysEngine engine, Subjects subjects)
    {
        var tally = new Tally(BehaviourCheck.QueryForms);
        foreach (var query in subjects.Queries)
        {
            tally.Try(query.Name, () =>
            {
                var plain = engine.Search(query.Text, K);
                foreach (var (form, text) in Checks.QueryForms.Of(query.Text))
                    if (Answers.Difference(plain, engine.Search(text, K)) is { } difference) return $"{form}: {difference}";
                return null;
            }, query.Text);
        }
        return tally.Check();
    }

    private static Func<Answer> Caught(Func<Answer> ask)
    {
        try
        {
            var answer = ask();
            return () => answer;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return () => throw e;
        }
    }
}
