using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Engine.Histories;
using Recsys.Engine.Neighbours;
using Recsys.Engine.Ranking;
using Recsys.Engine.Text;
using Recsys.Engine.Vectors;
using Recsys.Model.Checkpoints;
using Recsys.Model.Networks;
using Recsys.Model.Tests.Support;
using Recsys.Model.Training;
using Xunit;
using static TorchSharp.torch;

namespace Recsys.Model.Tests.Bundles;

/// <summary>What is served against what was trained: the engine's answers and those of the networks in libtorch.</summary>
[Collection(TinyShop.Collection)]
public sealed class ParityTests(TinyShop shop)
{
    private const int Depth = 20;
    private const double Relative = 1e-4, Swap = 1e-5;

    [Fact]
    public void The_reference_bundle_answers_users_as_the_networks_do()
    {
        var (info, tensors) = shop.Load(shop.Trained);
        using var model = Recommender.Restore(info.Encoder, tensors, shop.Learned, 0);
        using var engine = RecsysEngine.Open(shop.Reference);
        var lengths = new HashSet<int>();
        foreach (var history in shop.Histories())
        {
            var window = HistoryWindow.Of(history, info.Encoder.Length);
            lengths.Add(Math.Min(history.Length, info.Encoder.Length + 1));
            var vector = User(model, tensors["items"], window);
            Close(vector, engine.EncodeUser(history));
            SameRanking(Blended(vector, tensors["items"], engine, history), engine.Recommend(history, Depth, repeats: true).Hits, Swap);
        }
        Assert.Superset(new HashSet<int> { 1, 2, 5, 9, info.Encoder.Length + 1 }, lengths);
    }

    [Fact]
    public void The_reference_bundle_answers_queries_as_the_networks_do()
    {
        var (info, tensors) = shop.Load(shop.Trained);
        using var model = Recommender.Restore(info.Encoder, tensors, shop.Learned, 0);
        using var engine = RecsysEngine.Open(shop.Reference);
        foreach (var query in Queries())
        {
            var vector = Query(model, query, info.Encoder.TextBuckets);
            Close(vector, engine.EncodeQuery(query));
            SameRanking(Scores(vector, tensors["items"]), engine.Rank(engine.EncodeQuery(query), Depth).Hits, Swap);
        }
    }

    /// <summary>The int8 bundle is the networks with rounded matrices; beyond that only the engine's 16-bit query rounds.</summary>
    [Fact]
    public void The_int8_bundle_answers_as_the_networks_with_rounded_matrices_do()
    {
        var (info, tensors) = shop.Load(shop.Pruned);
        var rounded = tensors.ToDictionary(
            pair => pair.Key,
            pair =>
                pair.Value.Shape.Length == 2
                && pair.Key is not ("user.position" or "user.type" or "user.gap")
                && !CheckpointTensors.IsOfNeighbours(pair.Key)
                    ? Rounded(pair.Value)
                    : pair.Value
        );
        using var model = Recommender.Restore(info.Encoder, rounded, shop.Learned, 0);
        using var engine = RecsysEngine.Open(shop.Bundle);
        foreach (var history in shop.Histories())
        {
            var vector = User(model, rounded["items"], HistoryWindow.Of(history, info.Encoder.Length));
            Close(vector, engine.EncodeUser(history));
            var weight = Math.Abs(engine.Rankers.For(history.Count(e => e.Type != EventType.Return))[(int)HistoryFeature.Encoder]);
            SameRanking(
                Blended(vector, rounded["items"], engine, history),
                engine.Recommend(history, Depth, repeats: true).Hits,
                Math.Max(Swap, weight * SixteenBits(vector, rounded["items"]))
            );
        }
        foreach (var query in Queries())
        {
            var vector = Query(model, query, info.Encoder.TextBuckets);
            Close(vector, engine.EncodeQuery(query));
            SameRanking(
                Scores(vector, rounded["items"]),
                engine.Rank(engine.EncodeQuery(query), Depth).Hits,
                SixteenBits(vector, rounded["items"])
            );
        }
    }

    private IEnumerable<string> Queries() =>
        [
            .. shop.Dataset.Searches.Select(search => search.Query).Distinct().Take(30),
            "a",
            "绿茶 kettle",
            new string('x', 300),
            .. shop.Dataset.Products.Take(10).Select(ItemSpace.TextOf),
        ];

    private static float[] User(Recommender model, FloatTensor items, HistoryItem[] window)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        int length = window.Length, d = model.Shape.Dimensions;
        var present = Enumerable.Repeat(1f, length).ToArray();
        var gaps = new long[length];
        EventGaps.Of(window, gaps);
        var encoded = model.Users.Forward(
            tensor(window.SelectMany(e => items.Data.AsSpan(e.Product * d, d).ToArray()).ToArray(), [1, length, d]),
            tensor(window.Select(e => (long)e.Type).ToArray(), [1, length]),
            tensor(gaps, [1, length]),
            tensor(present, [1, length, 1]),
            AttentionMask.Of(present, 1, length),
            training: false
        );
        return encoded.select(1, length - 1).contiguous().data<float>().ToArray();
    }

    private static float[] Query(Recommender model, string query, int buckets)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        return model.Text.Queries(FeatureBags.Of([TextFeatures.Of(query, buckets)])).data<float>().ToArray();
    }

    private static FloatTensor Rounded(FloatTensor matrix)
    {
        var (format, width) = (TableFormats.Of("int8"), (int)matrix.Shape[1]);
        int[] starts = [.. Enumerable.Range(0, (int)matrix.Shape[0] + 1).Select(row => row * width)];
        return new FloatTensor(matrix.Shape, format.Decode(format.Encode(matrix.Data, width), starts));
    }

    private static double SixteenBits(float[] vector, FloatTensor items) =>
        Swap + 2 * vector.Max(Math.Abs) / 65_534.0 * items.Data.Chunk(vector.Length).Max(row => row.Sum(value => (double)Math.Abs(value)));

    private static void Close(float[] expected, float[] actual)
    {
        var scale = expected.Max(Math.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Relative * scale));
    }

    private static double[] Scores(float[] vector, FloatTensor items) =>
        [.. items.Data.Chunk(vector.Length).Select(row => row.Zip(vector, (a, b) => (double)a * b).Sum())];

    private static double[] Blended(float[] vector, FloatTensor items, RecsysEngine engine, HistoryItem[] history)
    {
        var ranker = engine.Rankers.For(history.Count(e => e.Type != EventType.Return));
        var remembered = new float[engine.Catalogue.Count];
        engine.Neighbours.Add(history, ranker, remembered);
        var encoder = ranker[(int)HistoryFeature.Encoder];
        return [.. Scores(vector, items).Zip(remembered, (encoded, rest) => encoded * encoder + rest)];
    }

    // Position by position, another product only where its score is as good as the same.
    private static void SameRanking(double[] scores, IReadOnlyList<Hit> hits, double gap)
    {
        var expected = scores.OrderDescending().Take(hits.Count).ToArray();
        var tolerance = gap * Math.Max(1, scores.Max(Math.Abs));
        Assert.Equal(Depth, hits.Select(hit => hit.Product).Distinct().Count());
        for (var i = 0; i < hits.Count; i++)
        {
            Assert.Equal(expected[i], scores[hits[i].Product], tolerance);
            Assert.Equal(scores[hits[i].Product], hits[i].Score, Relative * Math.Max(1, scores.Max(Math.Abs)) + gap);
        }
    }
}
