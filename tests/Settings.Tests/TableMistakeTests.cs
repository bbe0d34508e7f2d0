using Xunit;

namespace Recsys.Settings.Tests;

/// <summary>Mistakes in how the shop's tables are described.</summary>
public sealed class TableMistakeTests
{
    [Fact]
    public void Columns_that_no_table_has_are_named_at_once_with_their_nearest()
    {
        using var shop = new Shop(
            """
            { "data": {
                "products": [{ "columns": { "titel": "name" } }, { "path": "prices.csv", "columns": { "cost": "price" } }],
                "events": { "path": "events.csv", "columns": { "usr_id": "customer" } },
                "searches": { "path": "s.csv", "columns": { "query": "text", "product": "sku" } } } }
            """
        );
        var mistakes = shop.Mistakes();
        Assert.Equal(
            [
                "data.products.columns.titel",
                "data.products.columns.cost",
                "data.events.columns.usr_id",
                "data.searches.columns.product",
            ],
            mistakes.Select(mistake => mistake.Path)
        );
        Assert.Contains("did you mean \"title\"?", mistakes[0].Message, StringComparison.Ordinal);
        Assert.Contains("did you mean \"user_id\"?", mistakes[2].Message, StringComparison.Ordinal);
        Assert.Contains("known here: query, timestamp, product_id, user_id", mistakes[3].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "products": [] }""", "data.products", "the list of product tables is empty")]
    [InlineData(
        """{ "products": [{ "path": "p.csv" }, { "from": "events" }, { "from": "events" }] }""",
        "data.products",
        "more than one of the product tables comes from the events"
    )]
    [InlineData(
        """{ "source": "tables", "products": [{ "path": "p.csv" }, {}] }""",
        "data.products.path",
        "one of the product tables has no"
    )]
    [InlineData(
        """{ "products": { "from": "events", "columns": { "price": "p" } } }""",
        "data.products.columns.price",
        "map it in data.events.columns"
    )]
    public void Product_tables_that_do_not_fit_together(string data, string path, string message)
    {
        using var shop = new Shop($$"""{ "data": {{data}} }""");
        var mistake = Assert.Single(shop.Mistakes());
        Assert.Equal(path, mistake.Path);
        Assert.Contains(message, mistake.Message, StringComparison.Ordinal);
    }
}
