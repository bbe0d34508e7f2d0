using Recsys.Contracts.Artifacts;

namespace Recsys.Settings;

/// <summary>A column that one of the shop's tables may bring, whatever the shop calls it.</summary>
/// <param name="Name">As the settings name it.</param>
/// <param name="IsRequired">Whether the table is of no use without it.</param>
/// <param name="Meaning">What it holds and what it is good for.</param>
public sealed record TableTarget(string Name, bool IsRequired, string Meaning);

/// <summary>The target columns of each table, in one list: rules, schema, documentation and Ingest follow it.</summary>
public static class TableTargets
{
    /// <summary>The setting of each kind of table: <c>data.products</c> and so on.</summary>
    public const string OfProducts = "products", OfEvents = "events", OfSearches = "searches";

    public static IReadOnlyList<TableTarget> Products { get; } =
    [
        new("product_id", true, "The shop's id, compared as text and with its case."),
        new("title", true, "What it is called: search, similar products and classification read it. Only the first table needs it."),
        new("category", false, "Path separated by ' > ': the filter category, classification and slices read it."),
        new("price", false, "A number: shown with every result, and the filters price_min and price_max read it."),
        new("description", false, "Longer text: search and classification read it after the title."),
    ];

    public static IReadOnlyList<TableTarget> Events { get; } =
    [
        new("user_id", true, "Who did it. Rows without are counted as anonymous and not learned from."),
        new("product_id", true, "As in the product table."),
        new("timestamp", true, "When: ISO 8601 or Unix time in seconds, milliseconds or microseconds; text without offset is UTC."),
        new("type", false, $"One of {string.Join(", ", EventTypes.Names)}. Without the column every row is a purchase."),
        new("quantity", false, "A whole number above 0; 1 where it is left out."),
        new("price", false, "What was paid: the median is the price of products that come from the events."),
        new("country", false, "Where the user was: slices of users."),
        new("title", false, "Of the product, for products that come from the events: the latest one counts."),
        new("category", false, "Of the product, for products that come from the events: the latest one counts."),
        new("description", false, "Of the product, for products that come from the events: the latest one counts."),
    ];

    public static IReadOnlyList<TableTarget> Searches { get; } =
    [
        new("query", true, "What was typed."),
        new("timestamp", true, "When, written as in the events."),
        new("product_id", false, "The product that was clicked. Without clicks search is not measured."),
        new("user_id", false, "Who searched."),
    ];

    /// <summary>What a product table in the list may take from the event table, by the names of the event table.</summary>
    public static IReadOnlyList<TableTarget> DescribedByEvents { get; } =
    [
        .. Products
            .Where(target => target.Name is "title" or "category" or "description")
            .Select(target => target with { IsRequired = false }),
    ];

    /// <summary>The same of a table after the first: what it does not have, another one has.</summary>
    public static IReadOnlyList<TableTarget> FurtherProducts { get; } =
        [.. Products.Select(target => target with { IsRequired = target.Name == "product_id" })];

    /// <summary>Name of the table's setting to its targets.</summary>
    public static IReadOnlyList<(string Table, IReadOnlyList<TableTarget> Targets)> All { get; } =
        [(OfProducts, Products), (OfEvents, Events), (OfSearches, Searches)];
}
