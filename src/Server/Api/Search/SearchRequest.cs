using Recsys.Engine.Catalogues;
using Recsys.Server.Api.Requests;

namespace Recsys.Server.Api.Search;

/// <summary>The body of <c>/search</c>.</summary>
/// <param name="Offset">Products of earlier pages.</param>
/// <param name="Facets">Whether the reply counts what was found.</param>
internal sealed record SearchRequest(string Query, int K, int Offset, string? UserId, SearchFilter? Filter, bool Facets)
{
    /// <summary>The last product that a page can reach: as deep as the search orders its candidates.</summary>
    public const int Deepest = 200;

    public static readonly string[] Names = ["query", "k", "offset", "user_id", "filters", "facets"];
    public static readonly string[] FilterNames = ["category", "price_min", "price_max"];

    /// <param name="root">The body.</param>
    /// <param name="catalogue">What can be filtered by: an empty answer would hide that no product has what is asked for.</param>
    public static SearchRequest Parse(RequestValue root, Catalogue catalogue)
    {
        var fields = root.Fields(Names);
        var request = new SearchRequest(
            fields.Required("query", ValueRules.Text),
            fields.Optional("k", ValueRules.K, missing: 10),
            fields.Optional("offset", ValueRules.Whole(0, Deepest - 1)),
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
