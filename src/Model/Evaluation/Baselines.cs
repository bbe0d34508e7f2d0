using System.Collections.Concurrent;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Neighbours;
using Recsys.Model.Data;
using Recsys.Model.Neighbours;

namespace Recsys.Model.Evaluation;

/// <summary>Ranks the whole catalogue for a user from the purchases before the split that is measured.</summary>
public interface IBaseline
{
    /// <summary>Name in the score rows.</summary>
    string System { get; }

    /// <summary>Scores [N] of every product, higher first; equal scores rank by catalogue index.</summary>
    double[] Score(ReadOnlySpan<EventRow> history);
}

/// <summary>
/// Number of buyers before the split that is measured, the same for everybody. Buyers rather than purchases: one customer's habit makes
/// no product popular.
/// </summary>
public sealed class PopularityBaseline(Dataset dataset, Split end) : IBaseline
{
    private readonly double[] _buyers = Bought.Buyers(dataset, end);

    public string System => ScoreRow.Popularity;

    public double[] Score(ReadOnlySpan<EventRow> history) => [.. _buyers];
}

/// <summary>The user's own purchase counts, popularity behind them.</summary>
public sealed class OwnFrequencyBaseline(Dataset dataset, Split end) : IBaseline
{
    private readonly double[] _popularity = Bought.Behind(dataset, end, 1);

    public string System => ScoreRow.OwnFrequency;

    public double[] Score(ReadOnlySpan<EventRow> history)
    {
        var scores = (double[])_popularity.Clone();
        foreach (var e in history)
            if (e.Type == EventType.Purchase) scores[e.Product] += 1;
        return scores;
    }
}

/// <summary>
/// Item-to-item neighbours: cosine of two products' buyer sets with shrinkage 20, summed over the products the user bought,
/// popularity behind it. A product is its own nearest neighbour, which is what speaks for buying it again.
/// </summary>
public sealed class ItemKnnBaseline(Dataset dataset, Split end) : IBaseline
{
    private const double Shrink = 20;
    private readonly CoOccurrence _together = new(Bought.ByUser(dataset, end), dataset.Products.Length);
    private readonly double[] _popularity = Bought.Behind(dataset, end, Bought.Least);

    // Of what somebody who is scored has: a large catalogue has too many pairs to keep them all.
    private readonly ConcurrentDictionary<int, (int Item, float Weight)[]> _neighbours = [];

    /// <summary>Neighbours kept of each product: many, since in long histories far ones add up.</summary>
    public const int Keep = 10_000;

    public string System => ScoreRow.ItemKnn;

    public double[] Score(ReadOnlySpan<EventRow> history)
    {
        var scores = (double[])_popularity.Clone();
        foreach (var product in Bought.Of(history).Order())
        {
            double buyers = _together.Users(product);
            scores[product] += buyers / (buyers + Shrink);
            foreach (var (other, weight) in _neighbours.GetOrAdd(product, one => _together.Cosines(one, Shrink, Keep)))
                scores[other] += weight;
        }
        return scores;
    }
}

/// <summary>EASE (Steck 2019, arXiv:1905.03375) over the products the user bought, popularity behind it.</summary>
/// <param name="lambda">Its L2 regularization, above 0.</param>
public sealed class EaseBaseline(Dataset dataset, Split end, double lambda) : IBaseline
{
    private readonly SparseWeights _weights = ItemWeights.Ease(Bought.ByUser(dataset, end), dataset.Products.Length, lambda, Keep);
    private readonly double[] _popularity = Bought.Behind(dataset, end, Bought.Least);

    /// <summary>Weights kept of each product; what is left out is too small to move a top ten.</summary>
    public const int Keep = 1_000;

    public string System => ScoreRow.Ease;

    public double[] Score(ReadOnlySpan<EventRow> history)
    {
        var scores = (double[])_popularity.Clone();
        foreach (var product in Bought.Of(history).Order())
            for (var at = _weights.Starts[product]; at < _weights.Starts[product + 1]; at++)
                scores[_weights.Items[at]] += _weights.Weights[at];
        return scores;
    }
}

/// <summary>What was bought, and by whom.</summary>
internal static class Bought
{
    /// <summary>Popularity this small orders what is equal, and nothing else.</summary>
    public const double Least = 1e-9;

    /// <summary>Distinct products bought in some events.</summary>
    public static HashSet<int> Of(ReadOnlySpan<EventRow> events)
    {
        var bought = new HashSet<int>();
        foreach (var e in events)
            if (e.Type == EventType.Purchase) bought.Add(e.Product);
        return bought;
    }

    /// <summary>Distinct products of each user before the split, ascending.</summary>
    public static int[][] ByUser(Dataset dataset, Split end) =>
        [.. dataset.Users.Select(user => Of(user.Events.AsSpan(0, user.Before(end))).Order().ToArray())];

    /// <summary>Users who bought each product before the split, [N].</summary>
    public static double[] Buyers(Dataset dataset, Split end)
    {
        var buyers = new double[dataset.Products.Length];
        foreach (var products in ByUser(dataset, end))
            foreach (var product in products) buyers[product]++;
        return buyers;
    }

    /// <summary>The same as shares of something below <paramref name="most"/>.</summary>
    public static double[] Behind(Dataset dataset, Split end, double most)
    {
        var buyers = Buyers(dataset, end);
        var above = buyers.Max() + 1;
        return [.. buyers.Select(count => most * count / above)];
    }
}
