using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Engine.Histories;
using Recsys.Engine.Neighbours;
using Recsys.Engine.Ranking;
using Recsys.Engine.Text;
using Recsys.Model.Checkpoints;
using Recsys.Model.Networks;
using Recsys.Model.Training;
using static TorchSharp.torch;

namespace Recsys.Model.Checks;

/// <summary>
/// Compares the full-precision bundle in the serving engine with the trained networks in libtorch. Both must rank the same products in
/// the same places: the recommendations for users, and for queries the products by their vectors alone, which the search blends with the
/// lexical index afterwards. Two products may change places only where their scores are as good as equal.
/// </summary>
public static class EngineEqualsTraining
{
    /// <summary>Products compared.</summary>
    public const int Depth = 20;

    /// <summary>Largest gap between two scores that may change places, relative to the largest score where that is above 1.</summary>
    public const double Gap = 1e-5;

    // Between two implementations of float32, over d multiplications and two blocks.
    private const double Rounding = 1e-4;

    /// <param name="model">The trained networks.</param>
    /// <param name="remembered">The neighbours and rankers of the same checkpoint.</param>
    /// <param name="reference">The fp32 bundle made of them.</param>
    /// <param name="subjects">Who and what is asked.</param>
    public static BehaviourCheck Run(
        Recommender model,
        (NeighbourScorer Neighbours, HistoryRankers Rankers) remembered,
        RecsysEngine reference,
        Subjects subjects
    )
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var tally = new Tally(BehaviourCheck.EngineEqualsTraining);
        var vectors = model.ItemVectors();
        var items = tensor(vectors.Data, vectors.Shape).clone();
        if (vectors.Shape[0] != reference.Catalogue.Count)
        {
            tally.Try("the catalogue", () => $"the networks know {vectors.Shape[0]} products, the bundle {reference.Catalogue.Count}");
            return tally.Check();
        }
        foreach (var user in subjects.Users)
            tally.Try(
                user.Name,
                () =>
                    Difference(
                        Scores(remembered, user.History, User(model, vectors, items, user.History)),
                        reference.Recommend(user.History, Depth, repeats: true).Hits
                    )
            );
        foreach (var query in subjects.Queries)
        {
            var features = TextFeatures.Of(query.Text, model.Shape.TextBuckets);
            if (features.Length > 0)
                tally.Try(
                    query.Name,
                    () => Difference(Query(model, items, features), reference.Rank(reference.EncodeQuery(query.Text), Depth).Hits),
                    query.Text
                );
        }
        return tally.Check();
    }

    private static float[] User(Recommender model, FloatTensor vectors, Tensor items, HistoryItem[] history)
    {
        using var scope = NewDisposeScope();
        return UserVectors.Of(model, vectors, [history]).matmul(items.t()).data<float>().ToArray();
    }

    private static float[] Scores((NeighbourScorer Neighbours, HistoryRankers Rankers) remembered, HistoryItem[] history, float[] encoded)
    {
        var ranker = remembered.Rankers.For(history.Count(item => item.Type != EventType.Return));
        var scores = new float[encoded.Length];
        for (var i = 0; i < scores.Length; i++) scores[i] = encoded[i] * ranker[(int)HistoryFeature.Encoder];
        remembered.Neighbours.Add(history, ranker, scores);
        return scores;
    }

    private static float[] Query(Recommender model, Tensor items, int[] features)
    {
        using var scope = NewDisposeScope();
        return model.Text.Queries(FeatureBags.Of([features])).matmul(items.t()).data<float>().ToArray();
    }

    /// <summary>Where the engine's ranking is not that of the scores; null where it is.</summary>
    /// <param name="scores">Of every product, by the networks.</param>
    /// <param name="hits">The engine's answer.</param>
    public static string? Difference(float[] scores, IReadOnlyList<Hit> hits)
    {
        if (scores.Any(score => !float.IsFinite(score))) return "the networks answer with a score that is no number";
        var expected = Math.Min(Depth, scores.Length);
        if (hits.Count != expected || hits.DistinctBy(hit => hit.Product).Count() != expected)
            return $"the engine ranks {hits.DistinctBy(hit => hit.Product).Count()} products, not {expected}";
        var ranked = scores.OrderDescending().Take(expected).ToArray();
        var scale = Math.Max(1, scores.Max(Math.Abs));
        for (var i = 0; i < expected; i++)
        {
            double own = scores[hits[i].Product],
                gap = Math.Abs(ranked[i] - own);
            if (gap > Gap * scale)
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"rank {i + 1} has another product than in training, and their scores differ by {gap:G3}"
                );
            if (!(Math.Abs(hits[i].Score - own) <= Rounding * scale))
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"the score at rank {i + 1} is {hits[i].Score:G6}, in training {own:G6}"
                );
        }
        return null;
    }
}
