using Recsys.Contracts.Artifacts;
using Recsys.Engine.Memory;
using Recsys.Model.Data;
using Recsys.Model.Memory;

namespace Recsys.Model.Evaluation;

/// <summary>Ranks the whole catalogue for a user from the purchases before the cut.</summary>
public interface IBaseline
{
    /// <summary>Name in the score rows.</summary>
    string System { get; }

    /// <summary>Scores [N] of every product, higher first; equal scores rank by catalogue index.</summary>
    double[] Score(ReadOnlySpan<EventRow> history);
}

/// <summary>Purchases before the cut, the same for everybody.</summary>
public sealed class PopularityBaseline(Dataset dataset, Part cut) : IBaseline
{
    private readonly double[] _counts = [.. dataset.PurchaseCounts(cut).Select(count => (double)count)];

    public string System => ScoreRow.Popularity;

    public double[] Score(ReadOnlySpan<EventRow> history) => [.. _counts];
}

/// <summary>The user's own purchase counts, popularity behind them.</summary>
public sealed class OwnFrequencyBaseline(Dataset dataset, Part cut) : IBaseline
{
    private readonly long[] _counts = dataset.PurchaseCounts(cut);

    public string System => ScoreRow.OwnFrequency;

    public double[] Score(ReadOnlySpan<EventRow> history)
    {
        double most = _counts.Max() + 1;
        var scores = new double[_counts.Length];
        for (var i = 0; i < scores.Length; i++) scores[i] = _counts[i] / most;
        foreach (var e in history)
            if (e.Type == EventType.Purchase) scores[e.Product] += 1;
        return scores;
    }
}

/// <summary>
/// Item-to-item neighbours: cosine of two products' buyer sets with shrinkage 20, summed over the products the user bought,
/// popularity behind it.
/// </summary>
public sealed class ItemKnnBaseline : IBaseline
{
    private const double Shrink = 20;
    private readonly CoOccurrence _together;
    private readonly double[] _popularity;

    public ItemKnnBaseline(Dataset dataset, Part cut)
    {
        _together = new CoOccurrence(Bought.ByUser(dataset, cut), dataset.Products.Length);
        var counts = dataset.PurchaseCounts(cut);
        double most = counts.Max() + 1;
        _popularity = [.. counts.Select(count => 1e-9 * count / most)];
    }

    public string System => ScoreRow.ItemKnn;

    // A product's neighbours are looked up when a user has it: a large catalogue has too many pairs to keep.
    public double[] Score(ReadOnlySpan<EventRow> history)
    {
        var scores = (double[])_popularity.Clone();
        foreach (var product in Bought.Of(history).Order())
            foreach (var (other, weight) in _together.Cosines(product, Shrink)) scores[other] += weight;
        return scores;
    }
}

/// <summary>EASE (Steck 2019, arXiv:1905.03375) over the products the user bought, popularity behind it.</summary>
public sealed class EaseBaseline : IBaseline
{
    private readonly SparseWeights _weights;
    private readonly double[] _popularity;

    /// <param name="lambda">Its L2 regularization, above 0.</param>
    public EaseBaseline(Dataset dataset, Part cut, double lambda)
    {
        _weights = ItemWeights.Ease(Bought.ByUser(dataset, cut), dataset.Products.Length, lambda, Keep);
        var counts = dataset.PurchaseCounts(cut);
        double most = counts.Max() + 1;
        _popularity = [.. counts.Select(count => 1e-9 * count / most)];
    }

    /// <summary>Weights kept of each product; what is left out is too small to move a top ten.</summary>
    public const int Keep = 1000;

    public string System => ScoreRow.Ease;

    public double[] Score(ReadOnlySpan<EventRow> history)
    {
        var scores = (double[])_popularity.Clone();
        foreach (var product in Bought.Of(history).Order())
            for (var at = _weights.Starts[product]; at < _weights.Starts[product + 1]; at++) scores[_weights.Items[at]] += _weights.Weights[at];
        return scores;
    }
}

/// <summary>Distinct products bought.</summary>
internal static class Bought
{
    /// <summary>Of events.</summary>
    public static HashSet<int> Of(ReadOnlySpan<EventRow> events)
    {
        var bought = new HashSet<int>();
        foreach (var e in events)
            if (e.Type == EventType.Purchase) bought.Add(e.Product);
        return bought;
    }

    /// <summary>Of each user before the cut, ascending.</summary>
    public static int[][] ByUser(Dataset dataset, Part cut) => [.. dataset.Users.Select(user => Of(user.Events.AsSpan(0, user.Before(cut))).Order().ToArray())];
}
