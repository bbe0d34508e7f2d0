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
/// weights that are kept have seen it, as every baseline has by the time it is tested, unless <c>train.refit</c> is off.
/// </summary>
public static class NeighbourTraining
{
    private const string Ease = "ease";

    // Few events want little regularization, many want much; equal ones go to the first.
    private static readonly double[] Lambdas = [50, 200];

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
        var unseen = Unseen(dataset, settings.Train.Memory, log);
        var (rankers, _, memory) = Learn(model, dataset, unseen, settings.Recommend.Repeats, log);
        var kept = settings.Train.Refit
            ? new NeighbourScorer(Weights(dataset, Split.Test, memory, _ => { }), Priors.Of(dataset, Split.Test))
            : unseen.First(one => one.Settings == memory).Neighbours;
        return NeighbourTensors.Of(kept, rankers);
    }

    /// <summary>Neighbours that have not seen the validation split; of each setting that is to be chosen from by it.</summary>
    public static IReadOnlyList<UnseenNeighbours> Unseen(Dataset dataset, MemorySettings memory, Action<string> log) =>
        [
            .. Candidates(memory, dataset.Products.Length)
                .Select(one => new UnseenNeighbours(
                    one,
                    new NeighbourScorer(Weights(dataset, Split.Validation, one, log), Priors.Of(dataset, Split.Validation))
                )),
        ];

    /// <summary>The rankers of trained networks with those neighbours that make the better blend, and their NDCG@10 on the validation
    /// split; without users there 0, and the first neighbours.</summary>
    /// <param name="model">Trained.</param>
    /// <param name="dataset">What it was trained on.</param>
    /// <param name="unseen">Neighbours that have not seen the validation split, at least one.</param>
    /// <param name="repeats">Whether what was bought may be recommended.</param>
    /// <param name="log">Told what was learned.</param>
    public static (HistoryRankers Rankers, double Ndcg, MemorySettings Settings) Learn(
        Recommender model,
        Dataset dataset,
        IReadOnlyList<UnseenNeighbours> unseen,
        bool repeats,
        Action<string> log
    )
    {
        var best = unseen
            .Select(one =>
            {
                var lines = new List<string>();
                var learned = Learn(model, dataset, one.Neighbours, repeats, lines.Add);
                return (Learned: learned, one.Settings, Lines: lines);
            })
            .ToList()
            .MaxBy(one => one.Learned.Ndcg);
        foreach (var line in best.Lines) log(line);
        if (unseen.Count > 1 && best.Learned.Ndcg > 0)
            log(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"of {string.Join(" and ", unseen.Select(one => $"lambda {one.Settings.Lambda:G}"))} the blend is best with "
                        + $"{best.Settings.Lambda:G}: validation NDCG@10 {best.Learned.Ndcg:F4}"
                )
            );
        return (best.Learned.Rankers, best.Learned.Ndcg, best.Settings);
    }

    private static (HistoryRankers Rankers, double Ndcg) Learn(
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

    private static IEnumerable<MemorySettings> Candidates(MemorySettings memory, int products) =>
        memory.Weights != Ease || products > ItemWeights.MostEaseProducts || memory.Lambda > 0
            ? [memory]
            : Lambdas.Select(lambda => memory with { Lambda = lambda });

    private static SparseWeights Weights(Dataset dataset, Split end, MemorySettings settings, Action<string> log)
    {
        int[][] bought =
        [
            .. dataset.Users.Select(user =>
                user.Events.Where(e => e.Split < end && e.Type == EventType.Purchase).Select(e => e.Product).Distinct().Order().ToArray()
            ),
        ];
        var products = dataset.Products.Length;
        if (settings.Weights == Ease && products <= ItemWeights.MostEaseProducts)
            return ItemWeights.Ease(bought, products, settings.Lambda, settings.Neighbours);
        if (settings.Weights == Ease)
            log(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{products:N0} products are too many for EASE ({ItemWeights.MostEaseProducts:N0}): neighbours by cosine take its place"
                )
            );
        return ItemWeights.Knn(bought, products, settings.Shrink, settings.Neighbours);
    }
}

/// <summary>Neighbours that have not seen the validation split, and what they were made with.</summary>
public sealed record UnseenNeighbours(MemorySettings Settings, NeighbourScorer Neighbours);
