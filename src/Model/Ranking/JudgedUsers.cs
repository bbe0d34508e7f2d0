using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Metrics;
using Recsys.Engine;
using Recsys.Engine.Histories;
using Recsys.Engine.Neighbours;
using Recsys.Model.Data;
using Recsys.Model.Networks;
using Recsys.Model.Training;
using static TorchSharp.torch;

namespace Recsys.Model.Ranking;

/// <summary>One user to learn the rankers from: candidates with their features, and which of them are relevant.</summary>
/// <param name="Events">Length of the history, which chooses the ranker.</param>
/// <param name="Candidates">Products, ascending, C of them.</param>
/// <param name="Features">[8][C].</param>
/// <param name="Relevant">[C]; a relevant product that no feature finds is not among them.</param>
/// <param name="Ideal">The largest DCG@10 there could be.</param>
public sealed record JudgedUser(int Events, int[] Candidates, float[][] Features, bool[] Relevant, double Ideal);

/// <summary>The users of the validation part: history before it, purchases in it, the same candidates that evaluation would rank on
/// top.</summary>
public sealed class JudgedUsers(Recommender model, Dataset dataset, NeighbourScorer neighbours, bool repeats)
{
    private const int Most = 4000, Group = 128, Depth = 10, FromEachFeature = 60;

    /// <summary>At most 4,000 users, spread evenly.</summary>
    public List<JudgedUser> Make()
    {
        using var guard = no_grad();
        var users = dataset.Users.Select(Subject).Where(user => user.History.Length > 0 && user.Relevant.Length > 0).ToList();
        var chosen = Enumerable
            .Range(0, Math.Min(Most, users.Count))
            .Select(i => users[(int)((long)i * users.Count / Math.Min(Most, users.Count))])
            .ToList();
        var vectors = model.ItemVectors();
        using var items = tensor(vectors.Data, vectors.Shape).clone();
        return [.. chosen.Chunk(Group).SelectMany(group => Make(group, vectors, items))];
    }

    private JudgedUser[] Make((HistoryItem[] History, int[] Relevant)[] group, Checkpoints.FloatTensor vectors, Tensor items)
    {
        using var scope = NewDisposeScope();
        var encoded = UserVectors
            .Of(model, vectors, [.. group.Select(user => user.History)])
            .matmul(items.t())
            .contiguous()
            .data<float>()
            .ToArray();
        var n = neighbours.Products;
        var users = new JudgedUser[group.Length];
        Parallel.For(0, users.Length, i => users[i] = Judge(group[i].History, group[i].Relevant, encoded.AsSpan(i * n, n).ToArray()));
        return users;
    }

    private JudgedUser Judge(HistoryItem[] history, int[] relevant, float[] encoded)
    {
        var features = new float[HistoryFeatures.Count][];
        features[(int)HistoryFeature.Encoder] = encoded;
        for (var f = 1; f < HistoryFeatures.Count; f++)
            neighbours.Add(history, HistoryRankers.Only((HistoryFeature)f), features[f] = new float[neighbours.Products]);
        IReadOnlySet<int> bought = repeats ? new HashSet<int>() : RecsysEngine.Purchased(history);
        var candidates = features.SelectMany(feature => Largest(feature, bought)).Distinct().Order().ToArray();
        var wanted = relevant.ToHashSet();
        return new JudgedUser(
            history.Length,
            candidates,
            [.. features.Select(feature => Array.ConvertAll(candidates, product => feature[product]))],
            Array.ConvertAll(candidates, wanted.Contains),
            Dcg.Ideal(relevant.Length, Depth)
        );
    }

    private static IEnumerable<int> Largest(float[] feature, IReadOnlySet<int> left)
    {
        var best = new PriorityQueue<int, (float, int)>();
        for (var product = 0; product < feature.Length; product++)
        {
            if (feature[product] == 0 || left.Contains(product)) continue;
            if (best.Count < FromEachFeature) best.Enqueue(product, (feature[product], -product));
            else best.EnqueueDequeue(product, (feature[product], -product));
        }
        return best.UnorderedItems.Select(item => item.Element);
    }

    private (HistoryItem[] History, int[] Relevant) Subject(UserEvents user)
    {
        var history = user
            .Events.Take(user.Before(Split.Validation))
            .Where(e => e.Type != EventType.Return)
            .Select(e => new HistoryItem(e.Product, e.Type, e.Timestamp))
            .ToArray();
        var relevant = user.PurchasedIn(Split.Validation);
        var bought = repeats ? null : RecsysEngine.Purchased(history);
        return (history, bought is null ? relevant : [.. relevant.Where(product => !bought.Contains(product))]);
    }
}
