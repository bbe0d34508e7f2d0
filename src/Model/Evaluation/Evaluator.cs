using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Histories;
using Recsys.Model.Data;
using Recsys.Model.Neighbours;
using Recsys.Settings;

namespace Recsys.Model.Evaluation;

/// <summary>
/// Scores the bundle, the reference bundle and the baselines on the test split: each user with a purchase in it once, on the
/// history before it, ranking the whole catalogue; each distinct query with a click in it once.
/// </summary>
/// <param name="learned">The split before which the events lie that the baselines learn from; what they are asked with goes up to the
/// test split in any case.</param>
public sealed class Evaluator(Dataset dataset, RecsysSettings settings, Action<string> log, Split learned = Split.Test)
{
    private const Split Measured = Split.Test;
    private readonly int _depth = settings.Verify.Depth;
    private List<(UserEvents User, int[] Relevant)>? _users;
    private List<(string Query, int[] Relevant)>? _queries;
    private readonly CategoryEvaluation _categories = new(dataset, settings);
    private List<ProductRow>? _titles;

    /// <summary>Attributes of every subject that <see cref="Run"/> scores: users, queries, then held-out products.</summary>
    public SubjectRows Subjects()
    {
        var attributes = new Attributes(dataset);
        return new(
            SubjectRow.Columns,
            [
                .. Users().Select(pair => attributes.Of(pair.User, pair.Relevant)),
                .. Queries().Select(pair => attributes.Of(pair.Query, pair.Relevant)),
                .. Titles().Select(attributes.Of),
            ]
        );
    }

    /// <summary>Rows in a stable order: task, system, subject as in the dataset.</summary>
    /// <param name="bundle">The bundle to be judged.</param>
    /// <param name="reference">The fp32 bundle.</param>
    /// <param name="champion">The bundle now in production, if there is one.</param>
    public IEnumerable<ScoreRow> Run(BundleRanker bundle, BundleRanker reference, BundleRanker? champion = null)
    {
        (string Name, BundleRanker Ranker)[] models =
        [
            (ScoreRow.Bundle, bundle),
            .. champion is null ? [] : new[] { (ScoreRow.Champion, champion) },
            (ScoreRow.Reference, reference),
        ];
        foreach (var row in RunUsers(models)) yield return row;
        var queries = Queries();
        log($"search: {queries.Count} queries with a click in the test part");
        foreach (var (name, ranker) in models)
            foreach (var row in Search(name, ranker, queries)) yield return row;
        foreach (var row in SearchPopularity(queries)) yield return row;
        foreach (var row in SearchBm25(queries)) yield return row;
        log($"classify: {Titles().Count} held-out products with a category");
        foreach (var row in _categories.Run(models, Titles())) yield return row;
    }

    /// <summary>Rows of the task recommend: of the models, then of the baselines.</summary>
    /// <param name="models">Bundles by name; none to have the baselines alone.</param>
    /// <param name="further">Baselines beside the usual ones.</param>
    public IEnumerable<ScoreRow> RunUsers(
        IReadOnlyList<(string Name, BundleRanker Ranker)> models,
        params IReadOnlyList<IBaseline> further
    )
    {
        var users = Users();
        log($"recommend: {users.Count} users with a purchase in the test part");
        if (users.Count == 0) return [];
        return models
            .SelectMany(model => Model(model.Name, model.Ranker, users))
            .Concat(Baselines().Concat(further).SelectMany(baseline => Baseline(baseline, users)));
    }

    private List<IBaseline> Baselines()
    {
        TorchSharp.torch.set_num_threads(settings.Threads);
        List<IBaseline> baselines =
        [
            new PopularityBaseline(dataset, learned),
            new ItemKnnBaseline(dataset, learned),
            new OwnFrequencyBaseline(dataset, learned),
        ];
        if (dataset.Products.Length > ItemWeights.MostEaseProducts)
            log(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{ScoreRow.Ease} is left out: {dataset.Products.Length:N0} products are more than {ItemWeights.MostEaseProducts:N0}, "
                        + $"and its matrix has their square"
                )
            );
        else if (settings.Verify.EaseLambda > 0)
            baselines.Insert(2, new EaseBaseline(dataset, learned, settings.Verify.EaseLambda));
        return baselines;
    }

    private List<(UserEvents User, int[] Relevant)> Users() =>
        _users ??= Sample(
            dataset.Users.Select(user => (User: user, Relevant: Relevant(user))).Where(pair => pair.Relevant.Length > 0).ToList()
        );

    private int[] Relevant(UserEvents user)
    {
        var relevant = user.PurchasedIn(Measured);
        if (settings.Recommend.Repeats) return relevant;
        var bought = Bought(user);
        return [.. relevant.Where(product => !bought.Contains(product))];
    }

    private static HashSet<int> Bought(UserEvents user) =>
        [.. user.Events.Take(user.Before(Measured)).Where(e => e.Type == EventType.Purchase).Select(e => e.Product)];

    private IEnumerable<ScoreRow> Model(string system, BundleRanker ranker, List<(UserEvents User, int[] Relevant)> users) =>
        Ordered(
            users,
            pair =>
            {
                var history = pair
                    .User.Events.Take(pair.User.Before(Measured))
                    .Select(e => new HistoryItem(e.Product, e.Type, e.Timestamp))
                    .ToArray();
                return RankingRecorder.Row(
                    "recommend",
                    system,
                    pair.User.Id,
                    history.Length,
                    pair.Relevant,
                    ranker.Recommend(history, _depth, settings.Recommend.Repeats)
                );
            }
        );

    private IEnumerable<ScoreRow> Baseline(IBaseline baseline, List<(UserEvents User, int[] Relevant)> users) =>
        Ordered(
            users,
            pair =>
            {
                var before = pair.User.Before(Measured);
                var ranked = RankingRecorder.Best(
                    baseline.Score(pair.User.Events.AsSpan(0, before)),
                    _depth,
                    settings.Recommend.Repeats ? null : Bought(pair.User)
                );
                return RankingRecorder.Row("recommend", baseline.System, pair.User.Id, before, pair.Relevant, ranked);
            }
        );

    private IEnumerable<ScoreRow> Search(string system, BundleRanker ranker, List<(string Query, int[] Relevant)> queries) =>
        Ordered(
            queries,
            pair => RankingRecorder.Row("search", system, pair.Query, 0, pair.Relevant, ranker.Search(pair.Query, _depth))
        );

    private IEnumerable<ScoreRow> SearchPopularity(List<(string Query, int[] Relevant)> queries)
    {
        var ranked = RankingRecorder.Best(new PopularityBaseline(dataset, Measured).Score([]), _depth, null);
        return queries.Select(pair => RankingRecorder.Row("search", ScoreRow.Popularity, pair.Query, 0, pair.Relevant, ranked));
    }

    private IEnumerable<ScoreRow> SearchBm25(List<(string Query, int[] Relevant)> queries)
    {
        var baseline = new Bm25Baseline(dataset);
        return Ordered(
            queries,
            pair => RankingRecorder.Row("search", ScoreRow.Bm25, pair.Query, 0, pair.Relevant, baseline.Search(pair.Query, _depth))
        );
    }

    private IEnumerable<ScoreRow> Ordered<T>(List<T> subjects, Func<T, ScoreRow> score) =>
        subjects.AsParallel().AsOrdered().WithDegreeOfParallelism(settings.Threads).Select(score);

    private List<(string Query, int[] Relevant)> Queries() => _queries ??= Sample<(string Query, int[] Relevant)>(
    [
        .. dataset.Searches.Where(search => search.Split == Measured && search.Product >= 0)
            .GroupBy(search => search.Query, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Select(search => search.Product).Distinct().Order().ToArray())),
    ]);

    private List<ProductRow> Titles() => _titles ??= Sample(_categories.HeldOut());

    private List<T> Sample<T>(List<T> all)
    {
        var most = settings.Verify.MaxUsers;
        if (most == 0 || all.Count <= most) return all;
        var random = new Training.SplitMix((ulong)settings.Seed);
        var chosen = Enumerable.Range(0, all.Count).ToArray();
        random.Shuffle(chosen.AsSpan());
        return [.. chosen.Take(most).Order().Select(i => all[i])];
    }
}
