using Recsys.Contracts.Artifacts;
using Recsys.Model.Architecture;
using Recsys.Model.Checkpoints;

namespace Recsys.Model.Pruning;

/// <summary>
/// Structured pruning of the feed-forward layers: a neuron is a row of the first matrix (with its bias) and the column of
/// the second that it feeds. Neurons with the smallest ‖row‖·‖column‖ go (magnitude pruning of coupled structures, Li et
/// al. 2017, arXiv:1608.08710), the same number in every block, and the matrices become smaller.
/// </summary>
public static class FeedForwardPruning
{
    /// <summary>Width after pruning: a multiple of 8, at least 8, at most what is there; all of it where everything is kept.</summary>
    public static int Width(int neurons, double keep) =>
        keep >= 1 ? neurons : Math.Clamp((int)Math.Round(neurons * keep / 8) * 8, Math.Min(8, neurons), neurons);

    /// <summary>Prunes every block.</summary>
    /// <returns>The smaller tensors, their shape, and the masks.</returns>
    public static (SortedDictionary<string, FloatTensor> Tensors, EncoderShape Shape, PruningReport Report) Apply(
        IReadOnlyDictionary<string, FloatTensor> tensors, EncoderShape shape, double keep)
    {
        var result = new SortedDictionary<string, FloatTensor>(tensors.ToDictionary(), StringComparer.Ordinal);
        var width = Width(shape.FeedForward, keep);
        var layers = new UserLayers(shape).Blocks.Select(block => Prune(block.FeedForward, result, width)).ToList();
        return (result, shape with { FeedForward = width }, new PruningReport { Layers = layers });
    }

    // Replaces the layer's tensors by the smaller ones.
    private static PrunedLayer Prune(FeedForwardLayer layer, SortedDictionary<string, FloatTensor> tensors, int width)
    {
        FloatTensor[] Matrices() => [.. layer.MatricesByNeuron.Select(matrix => tensors[matrix.Tensor.Name])];
        var (kept, before) = (MostImportant(layer, tensors, width), Matrices());
        foreach (var (tensor, axis) in layer.TensorsByNeuron) tensors[tensor.Name] = Slices.Take(tensors[tensor.Name], axis, kept);
        var (after, energy) = (Matrices(), before.Sum(Energy));
        return new PrunedLayer
        {
            Name = layer.Name,
            Neurons = layer.Neurons,
            Kept = kept,
            KeptEnergy = energy == 0 ? 1 : Math.Round(after.Sum(Energy) / energy, 6),
            WeightsBefore = before.Sum(matrix => matrix.Data.Length),
            WeightsAfter = after.Sum(matrix => (long)matrix.Data.Length),
        };
    }

    private static int[] MostImportant(FeedForwardLayer layer, IReadOnlyDictionary<string, FloatTensor> tensors, int width)
    {
        var importance = new double[layer.Neurons];
        Array.Fill(importance, 1);
        foreach (var (matrix, axis) in layer.MatricesByNeuron)
        {
            var energies = Slices.Energies(tensors[matrix.Name], axis);
            for (var neuron = 0; neuron < importance.Length; neuron++) importance[neuron] *= energies[neuron];
        }
        return [.. Enumerable.Range(0, layer.Neurons).OrderByDescending(j => importance[j]).ThenBy(j => j).Take(width).Order()];
    }

    private static double Energy(FloatTensor matrix) => matrix.Data.Sum(value => (double)value * value);
}
