using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Engine.Catalogues;
using Recsys.Engine.Histories;
using Recsys.Model.Data;
using Recsys.Model.Proposals;
using Recsys.Settings;

namespace Recsys.Model.Evaluation;

/// <summary>A few queries and users with what two bundles show them: for a person to look at, and for no figure.</summary>
public sealed class Examples(Dataset dataset, RecsysSettings settings)
{
    private const Split Measured = Split.Test;
    private const int Queries = 3, Users = 2, Shown = 5, Remembered = 3;
    private const string Unnamed = "(a product that few bought)";

    private readonly Lazy<int[]> _buyers = new(() => Buyers(dataset));

    /// <summary>The examples; the same for the same dataset and bundles.</summary>
    /// <param name="after">The bundle that is judged.</param>
    /// <param name="before">Another one in production; null for none.</param>
    /// <param name="catalogue">Of the bundle that is judged.</param>
    public AnswerExamples Of(BundleRanker after, BundleRanker? before, Catalogue catalogue) =>
        new()
        {
            Examples =
            [
                .. Questions(catalogue).Take(Queries).Select(question => Query(question.Name, question.Query, after, before)),
                .. Chosen().Select(one => User(one.Name, one.User, after, before)),
            ],
        };

    // What the shop itself asks, else what would be proposed to it: a query of the log may be somebody's own.
    private IEnumerable<(string Name, string Query)> Questions(Catalogue catalogue)
    {
        var cases = settings.Verify.Golden is { } file ? GoldenFile.Read(file).Cases.Where(one => one.Query is not null).ToList() : [];
        if (cases.Count > 0) return cases.Select(one => ($"Golden query: {one.Query}", one.Query!));
        Product[] products = [.. Enumerable.Range(0, catalogue.Count).Select(index => catalogue[index])];
        return GoldenProposal
            .Of(products)
            .SelectMany(group => group.Cases.Select((one, place) => (one, place)))
            .OrderBy(pair => pair.place)
            .Select(pair => ($"Query: {pair.one.Query}", pair.one.Query!));
    }

    // The median of those with a short and of those with a long history: neither the emptiest nor the fullest.
    private IEnumerable<(string Name, UserEvents User)> Chosen()
    {
        var users = dataset
            .Users.Select((user, index) => (Name: $"User {index + 1} of the dataset", User: user, Before: user.Before(Measured)))
            .Where(one => one.Before > 0 && one.User.PurchasedIn(Measured).Length > 0)
            .OrderBy(one => one.Before)
            .ToList();
        for (var i = 0; i < Math.Min(Users, users.Count); i++)
        {
            var (name, user, events) = users[(2 * i + 1) * users.Count / (2 * Users)];
            yield return ($"{name}, {events} events before", user);
        }
    }

    private AnswerExample Query(string name, string query, BundleRanker after, BundleRanker? before)
    {
        var clicked = dataset
            .Searches.Where(search => search.Split == Measured && search.Query == query && search.Product >= 0)
            .Select(search => search.Product)
            .ToHashSet();
        return new AnswerExample
        {
            Task = ScoreRow.Search,
            Name = name,
            Query = query,
            After = Products(after.Search(query, Shown), clicked),
            Before = before is null ? null : Products(before.Search(query, Shown), clicked),
        };
    }

    private AnswerExample User(string name, UserEvents user, BundleRanker after, BundleRanker? before)
    {
        HistoryItem[] history =
        [
            .. user.Events.Take(user.Before(Measured)).Select(e => new HistoryItem(e.Product, e.Type, e.Timestamp)),
        ];
        var bought = user.PurchasedIn(Measured).Where(IsCommon).ToHashSet();
        return new AnswerExample
        {
            Task = ScoreRow.Recommend,
            Name = name,
            History = [.. history.AsEnumerable().Reverse().Take(Remembered).Select(item => Named(item.Product))],
            After = Products(after.Recommend(history, Shown, settings.Recommend.Repeats), bought),
            Before = before is null ? null : Products(before.Recommend(history, Shown, settings.Recommend.Repeats), bought),
        };
    }

    private ShownProduct[] Products(int[] ranked, HashSet<int> wanted) =>
        Array.ConvertAll(
            ranked,
            product => new ShownProduct(dataset.Products[product].Id, dataset.Products[product].Title, wanted.Contains(product))
        );

    // What few had to do with would tell who it was.
    private bool IsCommon(int product) => _buyers.Value[product] >= Distribution.FewestUsers;

    private string Named(int product) =>
        !IsCommon(product) ? Unnamed
        : dataset.Products[product].Title is { Length: > 0 } title ? title
        : dataset.Products[product].Id;

    private static int[] Buyers(Dataset dataset)
    {
        var buyers = new int[dataset.Products.Length];
        foreach (var user in dataset.Users)
            foreach (var product in user.Events.Select(e => e.Product).Distinct()) buyers[product]++;
        return buyers;
    }
}
