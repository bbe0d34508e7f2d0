using Recsys.Contracts.Artifacts;

namespace Recsys.Model.Data;

/// <summary>
/// Classes of products by their events in the train split. <c>new</c>: no event at all. <c>head</c>: the fewest most purchased products
/// that together take a third of the purchases (the short head of Cremonesi, Koren and Turrin, RecSys 2010). <c>tail</c>: the rest.
/// </summary>
public static class Popularity
{
    private const int HeadShare = 3;

    /// <summary>One class for each product, by index.</summary>
    public static string[] Classes(Dataset dataset)
    {
        var purchases = dataset.PurchaseCounts(Split.Validation);
        var classes = new string[purchases.Length];
        Array.Fill(classes, SubjectRow.New);
        foreach (var user in dataset.Users)
            foreach (var e in user.Events)
                if (e.Split == Split.Train) classes[e.Product] = SubjectRow.Tail;
        var (total, taken) = (purchases.Sum(), 0L);
        foreach (
            var product in Enumerable
                .Range(0, purchases.Length)
                .OrderByDescending(product => purchases[product])
                .ThenBy(product => product)
        )
        {
            if (taken * HeadShare >= total) break;
            taken += purchases[product];
            classes[product] = SubjectRow.Head;
        }
        return classes;
    }
}
