using Recsys.Contracts.Artifacts;
using Recsys.Model.Data;

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
/// Item-to-item neighbours: cosine of two products' buyer sets with shrinkage 20, summed over the products the user bought
/// (Sarwar et al. 2001, doi:10.1145/371920.372071), popularity behind it.
/// </summary>
public sealed class ItemKnnBaseline : IBaseline
{
    private const double Shrink = 20;
    private readonly int[][] _buyersOf;
    private readonly int[][] _boughtBy;
    private readonly double[] _popularity;

    public ItemKnnBaseline(Dataset dataset, Part cut)
    {
        _boughtBy = [.. dataset.Users.Select(user => user.Events.Where(e => e.Part < cut && e.Type == EventType.Purchase).Select(e => e.Product).Distinct().Order().ToArray())];
        var buyers = new List<int>[dataset.Products.Length];
        for (var i = 0; i < buyers.Length; i++) buyers[i] = [];
        for (var user = 0; user < _boughtBy.Length; user++)
            foreach (var product in _boughtBy[user]) buyers[product].Add(user);
        _buyersOf = [.. buyers.Select(list => list.ToArray())];
        var counts = dataset.PurchaseCounts(cut);
        double most = counts.Max() + 1;
        _popularity = [.. counts.Select(count => 1e-9 * count / most)];
    }

    public string System => ScoreRow.ItemKnn;

    public double[] Score(ReadOnlySpan<EventRow> history)
    {
        var scores = (double[])_popularity.Clone();
        var bought = new HashSet<int>();
        foreach (var e in history)
            if (e.Type == EventType.Purchase) bought.Add(e.Product);
        var common = new Dictionary<int, int>();
        foreach (var product in bought.Order())
        {
            common.Clear();
            foreach (var buyer in _buyersOf[product])
                foreach (var other in _boughtBy[buyer]) common[other] = common.GetValueOrDefault(other) + 1;
            foreach (var (other, together) in common)
            {
                if (other == product) continue;
                scores[other] += together / (Math.Sqrt((double)_buyersOf[product].Length * _buyersOf[other].Length) + Shrink);
            }
        }
        return scores;
    }
}
