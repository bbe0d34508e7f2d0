using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Settings;
using Recsys.Engine.Memory;
using Recsys.Model.Checkpoints;
using Recsys.Model.Data;
using Recsys.Model.Networks;

namespace Recsys.Model.Memory;

/// <summary>
/// The memory part of a trained model. The blend is learned on the validation part with weights that have not seen it; the weights that
/// are kept have seen it, as every baseline has by the time it is tested.
/// </summary>
public static class MemoryTraining
{
    /// <summary>The tensors of the memory part.</summary>
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
        var (blend, _) = Learn(model, dataset, Unseen(dataset, memory, log), settings.Recommend.Repeats, log);
        return MemoryTensors.Of(new MemoryScorer(Weights(dataset, Split.Test, memory, _ => { }), Priors.Of(dataset, Split.Test)), blend);
    }

    /// <summary>A memory that has not seen the validation part.</summary>
    public static MemoryScorer Unseen(Dataset dataset, MemorySettings memory, Action<string> log) =>
        new(Weights(dataset, Split.Validation, memory, log), Priors.Of(dataset, Split.Validation));

    /// <summary>The blend of trained networks with a memory, and its NDCG@10 on the validation part; 0 without users there.</summary>
    /// <param name="model">Trained.</param>
    /// <param name="dataset">What it was trained on.</param>
    /// <param name="unseen">A memory that has not seen the validation part.</param>
    /// <param name="repeats">Whether what was bought may be recommended.</param>
    /// <param name="log">Told what was learned.</param>
    public static (Blend Blend, double Ndcg) Learn(
        Recommender model,
        Dataset dataset,
        MemoryScorer unseen,
        bool repeats,
        Action<string> log
    )
    {
        var cases = new BlendCases(model, dataset, unseen, repeats).Make();
        var search = new BlendSearch(cases);
        var (blend, ndcg) = search.Run();
        if (cases.Count > 0)
        {
            log(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"blend of {cases.Count} validation users: NDCG@10 "
                        + $"{BlendSearch.Mean([.. Blend.EncoderOnly.Weights[0].Select(weight => (double)weight)], cases):F4} by the "
                        + $"encoder alone, {ndcg:F4} blended"
                )
            );
            foreach (var (from, weights) in blend.From.Zip(blend.Weights))
                log(
                    $"  from {from} events: "
                        + $"{string.Join(", ", weights.Select((weight, f) => string.Create(CultureInfo.InvariantCulture, $"{(BlendFeature)f} {weight:G3}")))}"
                );
        }
        return (blend, ndcg);
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
