using Recsys.Engine.Catalogues;
using Recsys.Server.Api.Requests;

namespace Recsys.Server.Api.Search;

/// <summary>The body of <c>/search</c>.</summary>
internal sealed record SearchRequest(string Query, int K, string? UserId, SearchFilter? Filter)
{
    private static readonly string[] Names = ["query", "k", "user_id", "filters"];
    private static readonly string[] FilterNames = ["category", "price_min", "price_max"];

    /// <param name="root">The body.</param>
    /// <param name="catalogue">What can be filtered by: an empty answer would hide that no product has what is asked for.</param>
    public static SearchRequest Parse(RequestValue root, Catalogue catalogue)
    {
        var fields = root.Fields(Names);
        return new SearchRequest(
            fields.Required("query", ValueRules.Text),
            fields.Optional("k", ValueRules.K, missing: 10),
            fields.Optional("user_id", ValueRules.Id),
            fields.TryGet("filters", out var filters) ? ParseFilter(filters.Fields(FilterNames), catalogue) : null
        );
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
