using Recsys.Contracts.Artifacts;
using Recsys.Model.Data;
using Recsys.Model.Tests.Support;
using Xunit;

namespace Recsys.Model.Tests.Data;

/// <summary>What a bundle tells of its data, counted by hand.</summary>
public sealed class DataProfileTests
{
    private static UserEvents User(int number, params (int Product, EventType Type)[] events) =>
        SmallDataset.User($"u{number:D3}", 1000, 2000, [.. events.Select((e, i) => (e.Product, e.Type, (long)i))]);

    private static IEnumerable<(string, long)> Bins(Distribution distribution) => distribution.Bins.Select(bin => (bin.Name, bin.Count));

    [Fact]
    public void Types_prices_and_histories_are_counted_in_the_same_bins_for_every_dataset()
    {
        double?[] prices = [0.5, 1, 4.99, 5, 0, null];
        var dataset = SmallDataset.Of(
            6,
            [
                User(0, (0, EventType.View)),
                User(1, [.. Enumerable.Range(0, 6).Select(i => (i, i == 0 ? EventType.Purchase : EventType.View))]),
            ],
            product: i => new ProductRow($"P{i}", "t", "", prices[i], "")
        );
        var profile = DataProfile.Of(dataset);
        Assert.Equal([("view", 6L), ("cart", 0), ("purchase", 1), ("return", 0)], Bins(profile["event_type"]));
        Assert.Equal(
            [("below 0.01", 1L), ("0.5 to 1", 2), ("1 to 2", 1), ("2 to 5", 1), ("5 to 10", 1), (Distribution.Unknown, 1)],
            Bins(profile["price"])
        );
        Assert.Equal(
            [("1", 1L), ("2 to 4", 0), ("5 to 9", 1), ("10 to 19", 0), ("20 to 49", 0), ("50 to 99", 0), ("100 or more", 0)],
            Bins(profile["history_length"])
        );
        // Nothing is known of categories, countries and queries here.
        Assert.Equal(["event_type", "history_length", "popularity", "price"], profile.Keys);
    }

    [Fact]
    public void Popularity_is_the_share_of_events_on_the_most_visited_products()
    {
        // Product 0 of 100 has 51 events, the next 99 one each: 4 of them are in the second band, then 15, 30, 50.
        var events = Enumerable
            .Range(0, 100)
            .Select(product => (product, EventType.View))
            .Concat(Enumerable.Repeat((0, EventType.View), 50))
            .ToArray();
        var profile = DataProfile.Of(SmallDataset.Of(100, [User(0, events)]));
        Assert.Equal(
            [("top 1 %", 51L), ("1 to 5 %", 4), ("5 to 20 %", 15), ("20 to 50 %", 30), ("50 to 100 %", 50)],
            Bins(profile["popularity"])
        );
    }

    [Fact]
    public void A_name_stands_for_ten_users_at_least_and_the_others_are_together()
    {
        // "Home" has ten users, "Toys" nine although with more events, two products have no category.
        string[] categories = ["Home > Lamps", "Toys", "", "(other)"];
        var users = Enumerable
            .Range(0, 10)
            .Select(i => User(i, (0, EventType.View)))
            .Concat(Enumerable.Range(10, 9).Select(i => User(i, (1, EventType.View), (1, EventType.View))))
            .Append(User(30, (2, EventType.View), (3, EventType.View)));
        var category = DataProfile.Of(SmallDataset.Of(4, users, product: i => new ProductRow($"P{i}", "t", categories[i], null, "")))[
            "category"
        ];
        Assert.Equal(Distribution.Events, category.Of);
        Assert.Equal([("Home", 10L), (Distribution.Other, 19), (Distribution.Unknown, 1)], Bins(category));
    }

    [Fact]
    public void Of_many_names_the_twenty_most_frequent_stand_alone()
    {
        var users = Enumerable
            .Range(0, 25)
            .SelectMany(category =>
                Enumerable.Range(0, 10 + category).Select(i => User(category * 100 + i, (category, EventType.View)))
            );
        var bins = DataProfile
            .Of(
                SmallDataset.Of(
                    25,
                    users.OrderBy(user => user.Id, StringComparer.Ordinal),
                    product: i => new ProductRow($"P{i}", "t", $"c{i:D2}", null, "")
                )
            )["category"]
            .Bins;
        Assert.Equal(
            ("c24", 34L, 21, Distribution.Other, 10L + 11 + 12 + 13 + 14),
            (bins[0].Name, bins[0].Count, bins.Count, bins[^1].Name, bins[^1].Count)
        );
    }

    [Fact]
    public void Queries_are_counted_by_script()
    {
        var searches = new[] { "lamp", "台灯", "LED 台灯", "42", "lamp" }.Select(query => new SearchRow(query, -1, 1, Split.Train));
        Assert.Equal(
            [("han", 1L), ("latin", 2), ("mixed", 1), ("other", 1)],
            Bins(DataProfile.Of(SmallDataset.Of(2, [User(0, (0, EventType.View))], searches))["query_language"])
        );
    }
}
