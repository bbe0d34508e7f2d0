using Recsys.Engine.Catalogues;
using Recsys.Engine.Histories;

namespace Recsys.Server.Events;

/// <summary>Events as the catalogue of the bundle that serves now sees them.</summary>
internal static class CatalogueEvents
{
    /// <summary>The events of the catalogue's products by row, in their order; the others are left out.</summary>
    public static List<HistoryItem> Known(this Catalogue catalogue, IReadOnlyList<ProductEvent> events)
    {
        var known = new List<HistoryItem>(events.Count);
        foreach (var (productId, type, timestamp) in events)
        {
            if (catalogue.TryFind(productId, out var product)) known.Add(new HistoryItem(product, type, timestamp));
        }
        return known;
    }

    /// <summary>
    /// Whether the catalogue has the event's product. If so, the event takes the catalogue's own copy of the id, which is then in memory
    /// once, however many events name it.
    /// </summary>
    public static bool TryShare(this Catalogue catalogue, ref ProductEvent item)
    {
        if (!catalogue.TryFind(item.ProductId, out var product)) return false;
        item = item with { ProductId = catalogue[product].ProductId, Shared = true };
        return true;
    }
}
