using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Metrics;
using Recsys.Engine.Histories;
using Recsys.Engine.Text;
using Recsys.Model.Checkpoints;
using Recsys.Model.Data;
using Recsys.Model.Networks;
using static TorchSharp.torch;

namespace Recsys.Model.Training;

/// <summary>
/// Scores the networks on the validation split as evaluation will on the test split: the history before it, the purchases in it. Users
/// without a history are left out: they are answered by popularity, which no network can improve.
/// </summary>
public sealed class Validator
{
    private const int Most = 3000, Group = 256, Depth = 10, Drawn = 1000;
    private readonly Recommender _model;
    private readonly (HistoryItem[] History, int[] Relevant, HashSet<int>? Bought)[] _users;
    private readonly (int[] Features, int Product)[] _queries;

    public Validator(Recommender model, Dataset dataset, bool repeats)
    {
        _model = model;
        _users =
        [
            .. Spread(
                dataset.Users.Select(user => Case(user, repeats)).Where(c => c.Relevant.Length > 0 && c.History.Length > 0).ToList()
            ),
        ];
        _queries =
        [
            .. Spread(
                dataset
                    .Searches.Where(search => search.Split == Split.Validation && search.Product >= 0)
                    .Select(search => (TextFeatures.Of(search.Query, model.Shape.TextBuckets), search.Product))
                    .Where(c => c.Item1.Length > 0)
                    .ToList()
            ),
        ];
        if (dataset.Users.Length > 0 || _queries.Length > 0)
            return;
        // A shop without events and search log still has to know when to stop: it is asked for products by their own words.
        _queries =
        [
            .. new QueryPairs(dataset, model.Shape.TextBuckets)
                .Draw(Drawn, new SplitMix(0))
                .Select(pair => (pair.Features, pair.Product)),
        ];
    }

    /// <exception cref="DivergedException">The networks answer with values that are no numbers, which do not order.</exception>
    public ValidationScore Score()
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var vectors = _model.ItemVectors();
        var items = tensor(vectors.Data, vectors.Shape).clone(); // into aligned memory: scores must not depend on the address
        double recommend = 0, search = 0;
        for (var start = 0; start < _users.Length; start += Group)
        {
            var group = _users.AsSpan(start, Math.Min(Group, _users.Length - start)).ToArray();
            recommend += Sum(
                UserVectors.Of(_model, vectors, [.. group.Select(user => user.History)]),
                items,
                group.Length,
                i => (group[i].Relevant, group[i].Bought)
            );
        }
        for (var start = 0; start < _queries.Length; start += Group)
        {
            var group = _queries.AsSpan(start, Math.Min(Group, _queries.Length - start)).ToArray();
            var bags = FeatureBags.Of([.. group.Select(query => query.Features)]);
            search += Sum(_model.Text.Queries(bags), items, group.Length, i => ([group[i].Product], null));
        }
        return new ValidationScore(recommend / Math.Max(1, _users.Length), search / Math.Max(1, _queries.Length));
    }

    private static (HistoryItem[] History, int[] Relevant, HashSet<int>? Bought) Case(UserEvents user, bool repeats)
    {
        var before = user
            .Events.Take(user.Before(Split.Validation))
            .Where(e => e.Type != EventType.Return)
            .Select(e => new HistoryItem(e.Product, e.Type, e.Timestamp))
            .ToArray();
        var relevant = user.PurchasedIn(Split.Validation);
        if (repeats) return (before, relevant, null);
        var bought = before.Where(e => e.Type == EventType.Purchase).Select(e => e.Product).ToHashSet();
        return (before, [.. relevant.Where(product => !bought.Contains(product))], bought);
    }

    private static double Sum(Tensor left, Tensor items, int count, Func<int, (int[] Relevant, HashSet<int>? Excluded)> cases)
    {
        using var scope = NewDisposeScope();
        var scores = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(left.matmul(items.t()).contiguous().bytes);
        var products = scores.Length / count;
        foreach (var score in scores)
            if (!float.IsFinite(score))
                throw new DivergedException($"the validation scores became {score}. Remedy: lower train.learning_rate.");
        double sum = 0;
        for (var i = 0; i < count; i++)
        {
            var (relevant, excluded) = cases(i);
            sum += Ndcg(scores.Slice(i * products, products), relevant, excluded);
        }
        return sum;
    }

    private static double Ndcg(Span<float> scores, int[] relevant, HashSet<int>? excluded)
    {
        foreach (var product in excluded ?? []) scores[product] = float.NegativeInfinity;
        double gain = 0;
        foreach (var product in relevant)
        {
            var rank = 1;
            for (var other = 0; other < scores.Length && rank <= Depth; other++)
                if (scores[other] > scores[product] || (scores[other] == scores[product] && other < product)) rank++;
            if (rank <= Depth) gain += Dcg.Discount(rank);
        }
        return gain / Dcg.Ideal(relevant.Length, Depth);
    }

    private static IEnumerable<T> Spread<T>(List<T> all)
    {
        var take = Math.Min(Most, all.Count);
        for (var i = 0; i < take; i++) yield return all[(int)((long)i * all.Count / take)];
    }
}
