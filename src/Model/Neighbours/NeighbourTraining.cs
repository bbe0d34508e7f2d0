using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Neighbours;
using Recsys.Model.Checkpoints;
using Recsys.Model.Data;
using Recsys.Model.Networks;
using Recsys.Model.Ranking;
using Recsys.Settings;

namespace Recsys.Model.Neighbours;

/// <summary>
/// What a trained model knows beside its networks. The rankers are learned on the validation split with weights that have not seen it; the
/// weights that are kept have seen it, as every baseline has by the time it is tested.
/// </summary>
public static class NeighbourTraining
{
    /// <summary>The tensors.</summary>
    /// <param name="model">Trained.</param>
    /// <param name="dataset">What it was trained on.</param>
    /// <param name="settings">The settings of <c>train.memory</c> count.</param>
    /// <param name="log">Told what was learned.</param>
    public static IReadOnlyDictionary<string, FloatTensor> Fit(
        Recommender model,
        Dataset dataset,
        RecsysSettings settings,
        Action<string> log
    )
    {
        var memory = settings.Train.Memory;
        var (rankers, _) = Learn(model, dataset, Unseen(dataset, memory, log), settings.Recommend.Repeats, log);
        var kept = new NeighbourScorer(Weights(dataset, Split.Test, memory, _ => { }), Priors.Of(dataset, Split.Test));
        return NeighbourTensors.Of(kept, rankers);
    }

    /// <summary>Neighbours that have not seen the validation split.</summary>
    public static NeighbourScorer Unseen(Dataset dataset, MemorySettings memory, Action<string> log) =>
        new(Weights(dataset, Split.Validation, memory, log), Priors.Of(dataset, Split.Validation));

    /// <summary>The rankers of trained networks with their neighbours, and their NDCG@10 on the validation split; 0 without users
    /// there.</summary>
    /// <param name="model">Trained.</param>
    /// <param name="dataset">What it was trained on.</param>
    /// <param name="unseen">Neighbours that have not seen the validation split.</param>
    /// <param name="repeats">Whether what was bought may be recommended.</param>
    /// <param name="log">Told what was learned.</param>
    public static (HistoryRankers Rankers, double Ndcg) Learn(
        Recommender model,
        Dataset dataset,
        NeighbourScorer unseen,
        bool repeats,
        Action<string> log
    )
    {
        var users = new JudgedUsers(model, dataset, unseen, repeats).Make();
        var (rankers, ndcg) = new HistoryFit(users).Run();
        if (users.Count > 0)
        {
            var encoder = HistoryObjective.Mean(
                [.. HistoryRankers.EncoderOnly.For(0).Weights.ToArray().Select(weight => (double)weight)],
                users
            );
            log(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"blend of {users.Count} validation users: NDCG@10 "
                        + $"{encoder:F4} by the "
                        + $"encoder alone, {ndcg:F4} blended"
                )
            );
            foreach (var line in BlendText.Of(rankers)) log(line);
        }
        return (rankers, ndcg);
    }

    private static SparseWeights Weights(Dataset dataset, Split end, MemorySettings settings, Action<string> log)
    {
        int[][] bought =
        [
            .. dataset.Users.Select(user =>
                user.Events.Where(e => e.Split < end && e.Type == EventType.Purchase).Select(e => e.Product).Distinct().Order().ToArray()
            ),
        ];
        var products = dataset.Products.Length;
        if (settings.Weights == "ease" && products <= ItemWeights.MostEaseProducts)
            return ItemWeights.Ease(bought, products, settings.Lambda, settings.Neighbours);
        if (settings.Weights == "ease")
            log(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{products:N0} products are too many for EASE ({ItemWeights.MostEaseProducts:N0}): neighbours by cosine take its place"
                )
            );
        return ItemWeights.Knn(bought, products, settings.Shrink, settings.Neighbours);
    }
}
