using System.Text.Json;
using Recsys.Engine.Catalogues;

namespace Recsys.Server.Requests;

/// <summary>The body of <c>/search</c>.</summary>
internal sealed record SearchRequest(string Query, int K, string? UserId, SearchFilter? Filter)
{
    private static readonly string[] Names = ["query", "k", "user_id", "filters"];
    private static readonly string[] FilterNames = ["category", "price_min", "price_max"];

    public static SearchRequest Parse(JsonElement root, FieldErrors errors)
    {
        var fields = new RequestObject(root, "", errors, Names);
        return new SearchRequest(fields.Text("query"), fields.Whole("k", 1, 100, missing: 10), fields.OptionalId("user_id"),
            fields.TryOptional("filters", out var filters) ? ParseFilter(filters, errors) : null);
    }

    private static SearchFilter ParseFilter(JsonElement filters, FieldErrors errors)
    {
        var fields = new RequestObject(filters, "filters", errors, FilterNames);
        var filter = new SearchFilter
        {
            Category = fields.TryOptional("category", out _) ? fields.Text("category") : null,
            PriceMin = fields.OptionalAmount("price_min"),
            PriceMax = fields.OptionalAmount("price_max"),
        };
        if (filter.PriceMax < filter.PriceMin) fields.Add("price_max", "must not be less than price_min");
        return filter;
    }
}
