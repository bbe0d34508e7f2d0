using Recsys.Engine.Catalogues;
using Recsys.Server.Api.Description;
using Recsys.Server.Api.Requests;

namespace Recsys.Server.Api.Search;

/// <summary>The body of <c>/search</c>.</summary>
/// <param name="Offset">Products of earlier pages.</param>
/// <param name="Facets">Whether the reply counts what was found.</param>
internal sealed record SearchRequest(string Query, int K, int Offset, string? UserId, SearchFilter? Filter, bool Facets)
{
    /// <summary>The last product that a page can reach: as deep as the search orders its candidates.</summary>
    public const int Deepest = 200;

    private static readonly ValueRule<int> Page = ValueRules.Whole(0, Deepest - 1);

    private static readonly FieldNote[] Filters =
    [
        FieldNote.Of("category", ValueRules.Text, "A category path: the category itself and all below it."),
        FieldNote.Of("price_min", ValueRules.Amount, "The smallest price, inclusive; a product without a price lies in no range."),
        FieldNote.Of("price_max", ValueRules.Amount, "The largest price, inclusive."),
    ];

    public static IReadOnlyList<FieldNote> Fields { get; } =
    [
        FieldNote.Of("query", ValueRules.Text, "What is sought, in Chinese or English.", required: true),
        FieldNote.Of("k", ValueRules.K, "How many products; 10 where it is left out."),
        FieldNote.Of("offset", Page, $"Products of earlier pages; with k at most {Deepest}."),
        FieldNote.Of("user_id", ValueRules.Id, "Who asks: products to their taste come a little earlier."),
        new("filters", "What may be shown.", FieldNote.Object(Filters)),
        FieldNote.Of("facets", ValueRules.Flag, "Whether what was found is counted by category and price."),
    ];

    private static readonly string[] Names = [.. Fields.Select(field => field.Name)];
    private static readonly string[] FilterNames = [.. Filters.Select(field => field.Name)];

    /// <param name="root">The body.</param>
    /// <param name="catalogue">What can be filtered by: an empty answer would hide that no product has what is asked for.</param>
    public static SearchRequest Parse(RequestValue root, Catalogue catalogue)
    {
        var fields = root.Fields(Names);
        var request = new SearchRequest(
            fields.Required("query", ValueRules.Text),
            fields.Optional("k", ValueRules.K, missing: 10),
            fields.Optional("offset", Page),
            fields.Optional("user_id", ValueRules.Id),
            fields.TryGet("filters", out var filters) ? ParseFilter(filters.Fields(FilterNames), catalogue) : null,
            fields.Optional("facets", ValueRules.Flag)
        );
        if (request.K + request.Offset > Deepest)
            fields.Refuse("offset", $"must not reach beyond product {Deepest} together with k: narrow the search by filters instead");
        return request;
    }

    private static SearchFilter ParseFilter(RequestObject fields, Catalogue catalogue)
    {
        var filter = new SearchFilter
        {
            Category = fields.Optional("category", ValueRules.Text),
            PriceMin = fields.Optional("price_min", ValueRules.Amount),
            PriceMax = fields.Optional("price_max", ValueRules.Amount),
        };
        if (filter.PriceMax < filter.PriceMin) fields.Refuse("price_max", "must not be less than price_min");
        RefuseEmpty("category", filter.Category is not null && !catalogue.HasCategories, "category");
        RefuseEmpty("price_min", filter.PriceMin is not null && !catalogue.HasPrices, "price");
        RefuseEmpty("price_max", filter.PriceMax is not null && !catalogue.HasPrices, "price");
        return filter;

        void RefuseEmpty(string name, bool empty, string column)
        {
            if (empty) fields.Refuse(name, $"cannot be answered: no product of this catalogue has a {column}");
        }
    }
}
