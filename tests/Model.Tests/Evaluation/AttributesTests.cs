using Recsys.Contracts.Artifacts;
using Recsys.Model.Data;
using Recsys.Model.Evaluation;
using Recsys.Model.Tests.Support;
using Xunit;

namespace Recsys.Model.Tests.Evaluation;

/// <summary>What slices are formed by, counted by hand.</summary>
public sealed class AttributesTests
{
    private const long Day = 24 * 60 * 60 * 1000L;

    [Theory]
    [InlineData("lamp", "latin", 4)]
    [InlineData("台灯", "han", 2)]
    [InlineData("ＬＥＤ café", "latin", 7)]
    [InlineData("LED 台灯 12W", "mixed", 8)]
    [InlineData("лампа", "other", 5)]
    [InlineData("лампа led", "mixed", 8)]
    [InlineData("42", "other", 2)]
    [InlineData("?!", "other", 0)]
    public void A_query_is_of_the_script_of_its_letters(string query, string language, int length) =>
        Assert.Equal((language, length), (QueryText.Language(query), QueryText.Length(query)));

    [Fact]
    public void The_head_is_the_fewest_products_with_a_third_of_the_purchases_and_new_is_what_was_never_seen()
    {
        // Purchases in the train part: product 1 four, product 2 three, products 0 and 3 one each; 4 was viewed; 5 appears later.
        (int, EventType, long)[] events =
        [
            (1, EventType.Purchase, 1),
            (1, EventType.Purchase, 2),
            (1, EventType.Purchase, 3),
            (1, EventType.Purchase, 4),
            (2, EventType.Purchase, 5),
            (2, EventType.Purchase, 6),
            (2, EventType.Purchase, 7),
            (0, EventType.Purchase, 8),
            (3, EventType.Purchase, 9),
            (4, EventType.View, 10),
            (5, EventType.Purchase, 150),
            (5, EventType.Purchase, 250),
        ];
        var dataset = SmallDataset.Of(6, [SmallDataset.User("u", 100, 200, events)]);
        Assert.Equal(["tail", "head", "tail", "tail", "tail", "new"], Popularity.Classes(dataset));
    }

    [Fact]
    public void A_user_has_days_since_the_last_event_and_the_classes_of_what_was_bought()
    {
        var user = SmallDataset.User(
            "u",
            2 * Day,
            10 * Day,
            (0, EventType.Purchase, 0),
            (1, EventType.View, 3 * Day),
            (2, EventType.Purchase, 11 * Day)
        );
        var dataset = SmallDataset.Of(
            3,
            [user],
            product: i => new ProductRow(
                $"P{i}",
                "t",
                i == 0 ? "Home > Lamps"
                    : i == 1 ? "Toys|Games > Cards"
                    : "",
                1,
                ""
            ),
            testFrom: 10 * Day
        );
        var row = new Attributes(dataset).Of(dataset.Users[0], [0, 1, 2]);
        Assert.Equal(("recommend", "u"), (row.Task, row.Subject));
        Assert.Equal(["7", "Home|Toys/Games", "head|new", "", "", ""], row.Values);
        Assert.Equal("", new Attributes(dataset).Of(new UserEvents("fresh", []), [1]).Values[0]);
        Assert.Equal(["", "Home", "head", "mixed", "5", ""], new Attributes(dataset).Of("LED 台灯", [0]).Values);
    }
}
