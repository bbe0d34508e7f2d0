using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Histories;
using Recsys.Engine.Ranking;

namespace Recsys.Engine.Neighbours;

/// <summary>
/// What is remembered beside the encoder: a product's neighbours by item-to-item weights, the user's own purchases, and what all users
/// buy. Training and serving share it. Thread-safe.
/// </summary>
/// <param name="weights">Item-to-item weights, N rows.</param>
/// <param name="priors">[N] popularity, then [N] trend.</param>
public sealed class NeighbourScorer(SparseWeights weights, float[] priors)
{
    private const float Older = 0.8f, EarlierBasket = 0.9f, EarlierEvent = 0.9f;

    private readonly ConcurrentBag<Sets> _free = [];

    /// <summary>Products, N.</summary>
    public int Products => weights.Products;

    public SparseWeights ItemWeights => weights;

    public ReadOnlySpan<float> Priors => priors;

    /// <summary>Adds Σ weight × feature over every feature but the encoder's to the scores.</summary>
    /// <param name="history">Oldest first, of products below N.</param>
    /// <param name="ranker">Over <see cref="HistoryFeatures.Names"/>.</param>
    /// <param name="scores">N values.</param>
    public void Add(IReadOnlyList<HistoryItem> history, LinearRanker ranker, Span<float> scores)
    {
        AddPrior(0, ranker[(int)HistoryFeature.Popularity], scores);
        AddPrior(1, ranker[(int)HistoryFeature.Trend], scores);
        if (!_free.TryTake(out var sets)) sets = new Sets();
        AddAssociations(history, ranker[(int)HistoryFeature.Association], ranker[(int)HistoryFeature.RecentAssociation], sets, scores);
        AddOwn(history, ranker, sets.Purchases, scores);
        _free.Add(sets);
    }

    private void AddPrior(int column, float weight, Span<float> scores)
    {
        if (weight == 0) return;
        var prior = Priors.Slice(column * Products, Products);
        TensorPrimitives.MultiplyAdd(prior, weight, scores, scores);
    }

    private void AddAssociations(IReadOnlyList<HistoryItem> history, float bought, float recent, Sets sets, Span<float> scores)
    {
        if (bought == 0 && recent == 0) return;
        var (purchased, seen) = (sets.Purchased, sets.Seen);
        purchased.Clear();
        seen.Clear();
        foreach (var item in history)
            if (item.Type == EventType.Purchase) purchased.Add(item.Product);
        var decay = recent;
        for (var i = history.Count - 1; i >= 0; i--)
        {
            if (history[i].Type == EventType.Return || !seen.Add(history[i].Product)) continue;
            var factor = decay + (purchased.Contains(history[i].Product) ? bought : 0);
            decay *= Older;
            if (factor != 0) weights.AddRow(history[i].Product, factor, scores);
        }
    }

    private static void AddOwn(
        IReadOnlyList<HistoryItem> history, LinearRanker ranker, Dictionary<int, int> purchases, Span<float> scores)
    {
        float count = ranker[(int)HistoryFeature.Purchases],
            recent = ranker[(int)HistoryFeature.RecentPurchases],
            interest = ranker[(int)HistoryFeature.Interest];
        if (count == 0 && recent == 0 && interest == 0)
            return;
        purchases.Clear();
        float basket = 1, age = 1;
        long? time = null;
        for (var i = history.Count - 1; i >= 0; i--)
        {
            var (product, type, timestamp) = history[i];
            if (type == EventType.Return) continue;
            if (type == EventType.Purchase)
            {
                // Lines of one basket share a time; purchases without one are baskets of their own.
                if (time is { } newer && (timestamp != newer || timestamp == 0)) basket *= EarlierBasket;
                time = timestamp;
                purchases[product] = purchases.GetValueOrDefault(product) + 1;
                scores[product] += recent * basket;
            }
            else
            {
                scores[product] += interest * age;
            }
            age *= EarlierEvent;
        }
        foreach (var (product, times) in purchases) scores[product] += count * MathF.Log2(1 + times);
    }

    /// <summary>What one history is sorted into, kept for the next.</summary>
    private sealed class Sets
    {
        public readonly HashSet<int> Purchased = [], Seen = [];
        public readonly Dictionary<int, int> Purchases = [];
    }
}
