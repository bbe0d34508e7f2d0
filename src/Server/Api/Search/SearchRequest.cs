using Recsys.Engine.Catalogues;
using Recsys.Server.Api.Requests;

namespace Recsys.Server.Api.Search;

/// <summary>The body of <c>/search</c>.</summary>
internal sealed record SearchRequest(string Query, int K, string? UserId, SearchFilter? Filter)
{
    private static readonly string[] Names = ["query", "k", "user_id", "filters"];
    private static readonly string[] FilterNames = ["category", "price_min", "price_max"];

    public static SearchRequest Parse(RequestValue root)
    {
        var fields = root.Fields(Names);
        return new SearchRequest(
            fields.Required("query", ValueRules.Text),
            fields.Optional("k", ValueRules.K, missing: 10),
            fields.Optional("user_id", ValueRules.Id),
            fields.TryGet("filters", out var filters) ? ParseFilter(filters.Fields(FilterNames)) : null
        );
    }

    private static SearchFilter ParseFilter(RequestObject fields)
    {
        var filter = new SearchFilter
        {
            Category = fields.Optional("category", ValueRules.Text),
            PriceMin = fields.Optional("price_min", ValueRules.Amount),
            PriceMax = fields.Optional("price_max", ValueRules.Amount),
        };
        if (filter.PriceMax < filter.PriceMin) fields.Refuse("price_max", "must not be less than price_min");
        return filter;
    }
}
