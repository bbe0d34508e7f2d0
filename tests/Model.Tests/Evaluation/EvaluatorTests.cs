using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Model.Data;
using Recsys.Model.Evaluation;
using Recsys.Model.Tests.Support;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Evaluation;

[Collection(TinyShop.Collection)]
public sealed class EvaluatorTests(TinyShop shop)
{
    private ScoreRow[] Run(Func<RecsysSettings, RecsysSettings>? change = null)
    {
        using var bundle = RecsysEngine.Open(shop.Bundle);
        using var reference = RecsysEngine.Open(shop.Reference);
        return
        [
            .. new Evaluator(shop.Dataset, change?.Invoke(shop.Settings) ?? shop.Settings, _ => { }).Run(
                new BundleRanker(bundle, shop.Dataset),
                new BundleRanker(reference, shop.Dataset)
            ),
        ];
    }

    private static string[] Lines(IEnumerable<ScoreRow> rows) => [.. rows.Select(row => string.Join('|', row.ToFields()))];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_system_has_the_same_subjects_with_the_same_truth(bool repeats)
    {
        var rows = Run(settings => settings with { Recommend = new RecommendSettings { Repeats = repeats } });

        var systems = rows.GroupBy(row => (row.Task, row.System)).ToArray();
        Assert.Equal(
            [
                "recommend/bundle",
                "recommend/reference",
                "recommend/popularity",
                "recommend/item_knn",
                "recommend/ease",
                "recommend/own_frequency",
                "search/bundle",
                "search/reference",
                "search/popularity",
                "search/bm25",
                "classify/bundle",
                "classify/reference",
                "classify/majority",
                "classify/naive_bayes",
            ],
            systems.Select(system => $"{system.Key.Task}/{system.Key.System}")
        );
        foreach (var task in systems.GroupBy(system => system.Key.Task))
            Assert.All(
                task,
                system =>
                    Assert.Equal(
                        task.First().Select(row => (row.Subject, row.History, row.Relevant)),
                        system.Select(row => (row.Subject, row.History, row.Relevant))
                    )
            );
        var expected = shop
            .Dataset.Users.Select(user =>
            {
                var history = user.Events.Where(e => e.Split != Split.Test).ToArray();
                var own = history.Where(e => e.Type == EventType.Purchase).Select(e => e.Product).ToHashSet();
                return (
                    user.Id,
                    history.Length,
                    user.Events.Where(e => e is { Split: Split.Test, Type: EventType.Purchase })
                        .Select(e => e.Product)
                        .Distinct()
                        .Count(p => repeats || !own.Contains(p))
                );
            })
            .Where(user => user.Item3 > 0);
        Assert.Equal(expected, systems[0].Select(row => (row.Subject, row.History, row.Relevant)));
        var queries = shop
            .Dataset.Searches.Where(search => search.Split == Split.Test && search.Product >= 0)
            .GroupBy(search => search.Query)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, 0, group.Select(search => search.Product).Distinct().Count()));
        Assert.Equal(queries, systems[6].Select(row => (row.Subject, row.History, row.Relevant)));
    }

    [Fact]
    public void Ranks_are_ascending_within_the_depth_and_agree_with_what_is_shown()
    {
        var truth = shop.Dataset.Users.ToDictionary(user => user.Id, user => user.PurchasedIn(Split.Test).ToHashSet());
        foreach (var row in Run().Where(row => row.Task != ScoreRow.Classify))
        {
            Assert.Equal(row.Ranks.Distinct().Order(), row.Ranks);
            Assert.All(row.Ranks, rank => Assert.InRange(rank, 1, shop.Settings.Verify.Depth));
            Assert.InRange(row.Ranks.Length, 0, row.Relevant);
            // words alone may find fewer than there is room for
            if (row.System == ScoreRow.Bm25)
                Assert.Equal(row.Top.Length, row.Top.Distinct().Count());
            else
                Assert.Equal(10, row.Top.Distinct().Count());
            if (row.Task == ScoreRow.Recommend)
                Assert.Equal(
                    row.Ranks.Where(rank => rank <= 10),
                    Enumerable.Range(1, 10).Where(rank => truth[row.Subject].Contains(row.Top[rank - 1]))
                );
        }
    }

    [Fact]
    public void Without_repeats_nothing_bought_is_shown()
    {
        var bought = shop.Dataset.Users.ToDictionary(
            user => user.Id,
            user => user.Events.Where(e => e.Split != Split.Test && e.Type == EventType.Purchase).Select(e => e.Product).ToHashSet()
        );
        var rows = Run(settings => settings with { Recommend = new RecommendSettings { Repeats = false } });
        Assert.All(rows.Where(row => row.Task == ScoreRow.Recommend), row => Assert.DoesNotContain(row.Top, bought[row.Subject].Contains));
    }

    [Fact]
    public void Threads_change_nothing() =>
        Assert.Equal(Lines(Run(settings => settings with { Threads = 1 })), Lines(Run(settings => settings with { Threads = 4 })));

    [Fact]
    public void A_sample_is_chosen_by_the_seed_and_keeps_the_order()
    {
        // Another seed holds out other products.
        ScoreRow[] Sampled(int seed) =>
            [
                .. Run(settings => settings with { Seed = seed, Verify = settings.Verify with { MaxUsers = 5 } })
                    .Where(row => row.Task != ScoreRow.Classify),
            ];
        var all = Lines(Run());
        var rows = Sampled(1);

        Assert.All(rows.CountBy(row => (row.Task, row.System)), count => Assert.Equal(5, count.Value));
        Assert.Equal(Lines(rows), all.Where(Lines(rows).Contains));
        Assert.Equal(Lines(rows), Lines(Sampled(1)));
        Assert.NotEqual(rows.Select(row => row.Subject), Sampled(2).Select(row => row.Subject));
    }
}
