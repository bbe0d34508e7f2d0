using Recsys.Engine.Catalogues;

namespace Recsys.Server.Api.Replies;

/// <summary>How the products that the query's words find lie over categories and prices; each facet leaves its own filter aside.</summary>
/// <param name="Category">One level below the category that is filtered by, most products first.</param>
/// <param name="Price">null where no product found has a price.</param>
internal sealed record FacetsReply(CategoryFacet[] Category, PriceFacet? Price)
{
    public static FacetsReply? Of(Facets? facets) => facets is null ? null : new([.. facets.Categories], facets.Price);
}
