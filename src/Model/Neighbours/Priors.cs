using Recsys.Contracts.Artifacts;
using Recsys.Model.Data;

namespace Recsys.Model.Neighbours;

/// <summary>What all users buy: overall, and lately.</summary>
public static class Priors
{
    private const double HalfLife = 30.0 * 24 * 60 * 60 * 1000;

    /// <summary>[N] log₂(1 + purchases), then [N] log₂(1 + purchases halved for every 30 days before the newest event counted).</summary>
    /// <param name="dataset">The events.</param>
    /// <param name="end">Parts before this one count.</param>
    public static float[] Of(Dataset dataset, Split end)
    {
        var n = dataset.Products.Length;
        var earlier = dataset.Users.SelectMany(user => user.Events).Where(e => e.Split < end);
        var newest = earlier.Select(e => e.Timestamp).DefaultIfEmpty().Max();
        var (all, recent) = (new double[n], new double[n]);
        foreach (var e in dataset.Users.SelectMany(user => user.Events))
        {
            if (e.Type != EventType.Purchase || e.Split >= end) continue;
            all[e.Product]++;
            recent[e.Product] += Math.Pow(2, -(newest - e.Timestamp) / HalfLife);
        }
        return [.. all.Concat(recent).Select(count => (float)Math.Log2(1 + count))];
    }
}
