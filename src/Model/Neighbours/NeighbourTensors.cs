using Recsys.Contracts.Artifacts;
using Recsys.Engine.Neighbours;
using Recsys.Model.Checkpoints;

namespace Recsys.Model.Neighbours;

/// <summary>
/// The neighbours among a checkpoint's tensors. Integers are stored as float32, which is exact below 2²⁴ products.
/// </summary>
public static class NeighbourTensors
{
    /// <summary>Names: item-to-item targets and weights [N, K], a target of −1 where a row is shorter; priors [2, N]; rankers [S, 1 + 8],
    /// the first column the smallest length of history.</summary>
    public const string Targets = CheckpointTensors.NeighbourPrefix + "targets",
        Weights = CheckpointTensors.NeighbourPrefix + "weights",
        Priors = CheckpointTensors.NeighbourPrefix + "priors",
        Rows = CheckpointTensors.NeighbourPrefix + "blend";

    private const float None = -1;

    /// <summary>The tensors.</summary>
    public static IReadOnlyDictionary<string, FloatTensor> Of(NeighbourScorer neighbours, HistoryRankers rankers)
    {
        var weights = neighbours.ItemWeights;
        int n = neighbours.Products,
            most = Enumerable.Range(0, n).Select(row => weights.Starts[row + 1] - weights.Starts[row]).DefaultIfEmpty().Max();
        var (targets, values) = (new float[n * most], new float[n * most]);
        Array.Fill(targets, None);
        for (var row = 0; row < n; row++)
        {
            for (var i = weights.Starts[row]; i < weights.Starts[row + 1]; i++)
            {
                var at = row * most + i - weights.Starts[row];
                (targets[at], values[at]) = (weights.Items[i], weights.Weights[i]);
            }
        }
        return new Dictionary<string, FloatTensor>
        {
            [Targets] = new([n, most], targets),
            [Weights] = new([n, most], values),
            [Priors] = new([HistoryFeatures.Priors, n], neighbours.Priors.ToArray()),
            [Rows] = new(
                [rankers.From.Count, 1 + HistoryFeatures.Count],
                [.. rankers.From.Zip(rankers.Rankers).SelectMany(row => row.Second.Weights.ToArray().Prepend(row.First))]
            ),
        };
    }

    /// <summary>The neighbours and rankers of a checkpoint.</summary>
    /// <param name="tensors">All tensors of the checkpoint.</param>
    /// <param name="products">N.</param>
    /// <param name="source">Named in errors.</param>
    /// <exception cref="ArtifactException">A tensor is missing, of another shape, or has values that cannot be.</exception>
    public static (NeighbourScorer Neighbours, HistoryRankers Rankers) Read(
        IReadOnlyDictionary<string, FloatTensor> tensors,
        int products,
        string source
    )
    {
        var (targets, values) = (Matrix(Targets), Matrix(Weights));
        var (priors, rows) = (Matrix(Priors), Matrix(Rows));
        if (targets.Shape[0] != products || !targets.Shape.AsSpan().SequenceEqual(values.Shape)) throw Unusable(Targets);
        if (!priors.Shape.AsSpan().SequenceEqual([HistoryFeatures.Priors, products])) throw Unusable(Priors);
        if (rows.Shape[1] != 1 + HistoryFeatures.Count) throw Unusable(Rows);
        try
        {
            var rankers = rows.Data.Chunk(1 + HistoryFeatures.Count).ToArray();
            return (
                new NeighbourScorer(Sparse(targets, values, products), priors.Data),
                new HistoryRankers([.. rankers.Select(row => (int)row[0])], [.. rankers.Select(row => row[1..])])
            );
        }
        catch (ArgumentException e)
        {
            throw new ArtifactException($"{source}: {e.Message}. Remedy: run Train again.", e);
        }

        FloatTensor Matrix(string name) =>
            tensors.TryGetValue(name, out var tensor) && tensor.Shape.Length == 2 && tensor.Data.All(float.IsFinite)
                ? tensor
                : throw Unusable(name);

        ArtifactException Unusable(string name) => new($"{source} lacks a usable tensor {name}. Remedy: run Train again.");
    }

    private static SparseWeights Sparse(FloatTensor targets, FloatTensor values, int products)
    {
        var most = (int)targets.Shape[1];
        var starts = new int[products + 1];
        var (items, weights) = (new List<int>(), new List<float>());
        for (var row = 0; row < products; row++)
        {
            for (var at = row * most; at < (row + 1) * most && targets.Data[at] != None; at++)
            {
                if (!(targets.Data[at] >= 0 && targets.Data[at] < products))
                    throw new ArgumentException($"{Targets} names the product {targets.Data[at]} of {products}");
                items.Add((int)targets.Data[at]);
                weights.Add(values.Data[at]);
            }
            starts[row + 1] = items.Count;
        }
        return new SparseWeights(starts, [.. items], [.. weights]);
    }
}
