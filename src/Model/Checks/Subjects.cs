using Recsys.Contracts.Artifacts;
using Recsys.Engine.Histories;
using Recsys.Model.Data;
using Recsys.Model.Networks;

namespace Recsys.Model.Checks;

/// <summary>A user to ask about: a name without personal data, and the events, oldest first.</summary>
public sealed record Subject(string Name, HistoryItem[] History);

/// <summary>A query to ask, and where it comes from.</summary>
public sealed record QuerySubject(string Name, string Text);

/// <summary>The users and queries that the checks ask about: the same for every bundle of a dataset, spread evenly over it.</summary>
public sealed class Subjects
{
    private const int Most = 200, MostTitles = 50;

    /// <param name="dataset">Whose users, queries and titles.</param>
    /// <param name="most">Most users and most queries of the log.</param>
    public Subjects(Dataset dataset, int most = Most)
    {
        Subject[] users = [.. dataset.Users.Select((user, index) => new Subject($"user {index + 1} of the dataset", Events(user)))];
        Users = [.. Spread([.. users.Where(user => user.History.Any(e => e.Type != EventType.Return))], most)];
        // Where nobody has an event yet, somebody will: the bundle must bear a buyer of any product.
        Buyers =
            users.Length == 0
                ?
                [
                    .. Spread(
                        [
                            .. dataset.Products.Select(
                                (_, index) =>
                                    new Subject(
                                        $"a made-up buyer of product {index + 1} of the dataset",
                                        [new HistoryItem(index, EventType.Purchase)]
                                    )
                            ),
                        ],
                        most
                    ),
                ]
                : [.. Spread([.. users.Where(user => user.History.Any(e => e.Type == EventType.Purchase))], most)];
        var logged = dataset
            .Searches.Select(search => search.Query)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        // A shop without a search log is asked for its own titles; they are longer and mixed, so some are asked of every shop.
        Queries =
        [
            .. Spread([.. logged.Select((query, index) => new QuerySubject($"query {index + 1} of the log, sorted", query))], most),
            .. Spread(
                [
                    .. dataset.Products.Select(
                        (product, index) =>
                            new QuerySubject($"the title of product {index + 1} of the dataset", ItemSpace.TextOf(product))
                    ),
                ],
                MostTitles
            ),
        ];
    }

    /// <summary>With at least one event that is no return.</summary>
    public IReadOnlyList<Subject> Users { get; }

    /// <summary>With at least one purchase.</summary>
    public IReadOnlyList<Subject> Buyers { get; }

    public IReadOnlyList<QuerySubject> Queries { get; }

    /// <summary>A user's events as the engine takes them.</summary>
    public static HistoryItem[] Events(UserEvents user) => [.. user.Events.Select(e => new HistoryItem(e.Product, e.Type, e.Timestamp))];

    private static IEnumerable<T> Spread<T>(List<T> all, int most)
    {
        var take = Math.Min(most, all.Count);
        for (var i = 0; i < take; i++) yield return all[(int)((long)i * all.Count / take)];
    }
}
