using Recsys.Contracts.Artifacts;
using Recsys.Engine.Memory;
using Recsys.Model.Checkpoints;

namespace Recsys.Model.Memory;

/// <summary>
/// The memory part among a checkpoint's tensors. Integers are stored as float32, which is exact below 2²⁴ products.
/// </summary>
public static class MemoryTensors
{
    /// <summary>Names: item-to-item targets and weights [N, K], a target of −1 where a row is shorter; priors [2, N]; blend [S, 1 + 8], the
    /// first column the smallest length of history.</summary>
    public const string Targets = CheckpointTensors.MemoryPrefix + "targets",
        Weights = CheckpointTensors.MemoryPrefix + "weights",
        Priors = CheckpointTensors.MemoryPrefix + "priors",
        Rows = CheckpointTensors.MemoryPrefix + "blend";

    private const float None = -1;

    /// <summary>The tensors.</summary>
    public static IReadOnlyDictionary<string, FloatTensor> Of(MemoryScorer memory, Blend blend)
    {
        var weights = memory.ItemWeights;
        int n = memory.Products,
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
            [Priors] = new([BlendFeatures.Priors, n], memory.Priors.ToArray()),
            [Rows] = new(
                [blend.From.Count, 1 + BlendFeatures.Count],
                [.. blend.From.Zip(blend.Weights).SelectMany(row => row.Second.Prepend(row.First))]
            ),
        };
    }

    /// <summary>The memory part of a checkpoint.</summary>
    /// <param name="tensors">All tensors of the checkpoint.</param>
    /// <param name="products">N.</param>
    /// <param name="source">Named in errors.</param>
    /// <exception cref="ArtifactException">A tensor is missing, of another shape, or has values that cannot be.</exception>
    public static (MemoryScorer Memory, Blend Blend) Read(IReadOnlyDictionary<string, FloatTensor> tensors, int products, string source)
    {
        var (targets, values) = (Matrix(Targets), Matrix(Weights));
        var (priors, rows) = (Matrix(Priors), Matrix(Rows));
        if (targets.Shape[0] != products || !targets.Shape.AsSpan().SequenceEqual(values.Shape)) throw Unusable(Targets);
        if (!priors.Shape.AsSpan().SequenceEqual([BlendFeatures.Priors, products])) throw Unusable(Priors);
        if (rows.Shape[1] != 1 + BlendFeatures.Count) throw Unusable(Rows);
        try
        {
            var blend = rows.Data.Chunk(1 + BlendFeatures.Count).ToArray();
            return (
                new MemoryScorer(Sparse(targets, values, products), priors.Data),
                new Blend([.. blend.Select(row => (int)row[0])], [.. blend.Select(row => row[1..])])
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
