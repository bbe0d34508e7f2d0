using Recsys.Contracts.Artifacts;
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
        var layers = new List<PrunedLayer>();
        for (var i = 0; i < shape.Blocks; i++)
        {
            var name = $"user.blocks.{i}.feed_forward";
            var (into, bias, outOf) = (tensors[$"{name}.in.weight"], tensors[$"{name}.in.bias"], tensors[$"{name}.out.weight"]);
            var kept = Keep(into, outOf, width);
            result[$"{name}.in.weight"] = Rows(into, kept);
            result[$"{name}.in.bias"] = new FloatTensor([width], [.. kept.Select(j => bias.Data[j])]);
            result[$"{name}.out.weight"] = Columns(outOf, kept);
            var before = Energy(into) + Energy(outOf);
            layers.Add(
                new PrunedLayer
                {
                    Name = name,
                    Neurons = shape.FeedForward,
                    Kept = kept,
                    KeptEnergy =
                        before == 0
                            ? 1
                            : Math.Round((Energy(result[$"{name}.in.weight"]) + Energy(result[$"{name}.out.weight"])) / before, 6),
                    WeightsBefore = into.Data.Length + outOf.Data.Length,
                    WeightsAfter = 2L * width * shape.Dimensions,
                }
            );
        }
        return (result, shape with { FeedForward = width }, new PruningReport { Layers = layers });
    }

    private static int[] Keep(FloatTensor into, FloatTensor outOf, int width)
    {
        int neurons = (int)into.Shape[0], d = (int)into.Shape[1];
        var importance = new double[neurons];
        for (var j = 0; j < neurons; j++)
        {
            double row = 0, column = 0;
            for (var c = 0; c < d; c++)
            {
                row += Square(into.Data[j * d + c]);
                column += Square(outOf.Data[c * neurons + j]);
            }
            importance[j] = row * column;
        }
        return [.. Enumerable.Range(0, neurons).OrderByDescending(j => importance[j]).ThenBy(j => j).Take(width).Order()];
    }

    private static FloatTensor Rows(FloatTensor matrix, int[] kept)
    {
        var d = (int)matrix.Shape[1];
        var data = new float[kept.Length * d];
        for (var j = 0; j < kept.Length; j++) matrix.Data.AsSpan(kept[j] * d, d).CopyTo(data.AsSpan(j * d));
        return new FloatTensor([kept.Length, d], data);
    }

    private static FloatTensor Columns(FloatTensor matrix, int[] kept)
    {
        int rows = (int)matrix.Shape[0], columns = (int)matrix.Shape[1];
        var data = new float[rows * kept.Length];
        for (var r = 0; r < rows; r++)
            for (var j = 0; j < kept.Length; j++) data[r * kept.Length + j] = matrix.Data[r * columns + kept[j]];
        return new FloatTensor([rows, kept.Length], data);
    }

    private static double Energy(FloatTensor matrix) => matrix.Data.Sum(value => Square(value));

    private static double Square(float value) => (double)value * value;
}
