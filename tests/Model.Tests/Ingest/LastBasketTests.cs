using Recsys.Model.Data;
using Recsys.Model.Evaluation;
using Recsys.Model.Ingest;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Ingest;

/// <summary>Each user's last purchases held out, whatever the time.</summary>
public sealed class LastBasketTests : IDisposable
{
    private readonly TestShop _shop = new();

    public LastBasketTests() => _shop.Data = _shop.Data with { Split = DataSettings.LastBasketSplit };

    public void Dispose() => _shop.Dispose();

    [Fact]
    public void The_last_basket_is_the_test_part_and_the_one_before_it_the_validation_part()
    {
        _shop.Write(
            "events.csv",
            string.Join(
                '\n',
                TestShop.EventHeader,
                // A basket of two lines; a view that follows a basket belongs to its part; three baskets before the last two stay.
                "a,1,purchase,2026-01-01,1,1",
                "a,2,purchase,2026-01-02,1,1",
                "a,3,view,2026-01-03,1,1",
                "a,1,purchase,2026-01-04,1,1",
                "a,2,view,2026-01-05,1,1",
                "a,3,purchase,2026-01-06,1,1",
                "a,10,purchase,2026-01-06,1,1",
                "a,1,return,2026-01-07,1,1",
                // Two baskets: the last is held out, and there is nothing to validate with.
                "b,1,purchase,2026-01-01,1,1",
                "b,2,purchase,2026-01-02,1,1",
                // One basket, and none: no history would be left.
                "c,1,purchase,2026-02-01,1,1",
                "c,2,purchase,2026-02-01,1,1",
                "c,3,view,2026-02-02,1,1",
                "d,1,view,2026-03-01,1,1"
            )
        );

        var summary = _shop.Ingest();

        Assert.Equal(
            [
                "a 0 train",
                "a 1 train",
                "a 2 train",
                "a 0 validation",
                "a 1 validation",
                "a 2 test",
                "a 3 test",
                "a 0 test",
                "b 0 train",
                "b 1 test",
                "c 0 train",
                "c 1 train",
                "c 2 train",
                "d 0 train",
            ],
            _shop.Events().Select(row => $"{row[0]} {row[1]} {row[5]}")
        );
        Assert.Equal(("last_basket", null, null), (summary.Manifest.Split, summary.Manifest.ValidationFrom, summary.Manifest.TestFrom));
        Assert.Equal([4, 8, 2], summary.Events.Values);
        var dataset = Dataset.Load(_shop.Dataset);
        Assert.Equal([[2, 3], [1], [], []], dataset.Users.Select(user => user.PurchasedIn(Split.Test)));
        // Days from the last event before a user's own cut to its test part.
        Assert.Equal(
            ["1", "1", ""],
            new[] { 0, 1 }
                .Select(user => new Attributes(dataset).Of(dataset.Users[user], [1]).Values[0])
                .Append(new Attributes(dataset).Of(new UserEvents("new", []), [1]).Values[0])
        );
    }

    [Fact]
    public void Searches_are_cut_at_the_quantiles_of_their_own_time()
    {
        _shop.Data = _shop.Data with
        {
            Searches = new TableSettings { Path = "searches.csv" },
            ValidationFrom = 0.5,
            TestFrom = 0.75,
        };
        _shop.Write(
            "searches.csv",
            "timestamp,query,product_id\n"
                + string.Join('\n', Enumerable.Range(0, 8).Select(i => $"{TestShop.Time(1000 + i)},kettle {i},1"))
        );
        var manifest = _shop.Ingest().Manifest;

        Assert.Equal(
            ["train", "train", "train", "train", "validation", "validation", "test", "test"],
            _shop.Searches().Select(row => row[4])
        );
        Assert.Equal(_shop.Searches()[6][3], $"{manifest.TestFrom}");
        Assert.Equal(5, _shop.Events().Count(row => row[5] == "test" && row[2] == "purchase"));
    }

    [Fact]
    public void Users_with_too_few_baskets_are_refused()
    {
        _shop.Write(
            "events.csv",
            string.Join(
                '\n',
                TestShop.EventHeader,
                "a,1,purchase,2026-01-01,1,1",
                "a,2,purchase,2026-01-02,1,1",
                "b,1,purchase,2026-01-01,1,1"
            )
        );
        Assert.Contains(
            "no user has three purchases",
            Assert.Throws<DataException>(() => _shop.Ingest()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_time_of_each_event_decides_by_default()
    {
        _shop.Data = _shop.Data with { Split = DataSettings.TimeSplit };
        var manifest = _shop.Ingest().Manifest;
        Assert.Equal("time", manifest.Split);
        Assert.NotNull(manifest.TestFrom);
    }
}
