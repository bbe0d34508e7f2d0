using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Model.Data;
using Recsys.Model.Networks;

namespace Recsys.Model.Behaviour;

/// <summary>One user of the dataset: its row among the users, and all its events, oldest first.</summary>
public sealed record Subject(int Index, HistoryItem[] History)
{
    public string Name => $"user {Index + 1} of the dataset";
}

/// <summary>One query text and where it comes from.</summary>
public sealed record QuerySubject(string Name, string Text);

/// <summary>Whom and what the checks ask about: the same for every bundle of a dataset, spread evenly over it.</summary>
public sealed class Subjects
{
    private const int Most = 200, MostTitles = 50;

    public Subjects(Dataset dataset)
    {
        Users = [.. Spread([.. dataset.Users.Select((user, index) => new Subject(index, Events(user))).Where(user => user.History.Any(e => e.Type != EventType.Return))], Most)];
        Buyers = [.. Spread([.. dataset.Users.Select((user, index) => new Subject(index, Events(user))).Where(user => user.History.Any(e => e.Type == EventType.Purchase))], Most)];
        var logged = dataset.Searches.Select(search => search.Query).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        // A shop without a search log is asked for its own titles; they are longer and mixed, so some are asked of every shop.
        Queries =
        [
            .. Spread([.. logged.Select((query, index) => new QuerySubject($"query {index + 1} of the log, sorted", query))], Most),
            .. Spread([.. dataset.Products.Select((product, index) => new QuerySubject($"the title of product {index + 1} of the dataset", ItemSpace.TextOf(product)))], MostTitles),
        ];
    }

    /// <summary>With at least one event that is no return.</summary>
    public IReadOnlyList<Subject> Users { get; }

    /// <summary>With at least one purchase.</summary>
    public IReadOnlyList<Subject> Buyers { get; }

    public IReadOnlyList<QuerySubject> Queries { get; }

    /// <summary>A user's events as the engine takes them.</summary>
    public static HistoryItem[] Events(UserEvents user) => [.. user.Events.Select(e => new HistoryItem(e.Product, e.Type))];

    private static IEnumerable<T> Spread<T>(List<T> all, int most)
    {
        var take = Math.Min(most, all.Count);
        for (var i = 0; i < take; i++) yield return all[(int)((long)i * all.Count / take)];
    }
}
