using CsCheck;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Checkpoints;
using Recsys.Model.Pruning;
using Xunit;

namespace Recsys.Model.Tests.Pruning;

public sealed class FeedForwardPruningTests
{
    private const int Dimensions = 4;

    private static readonly Gen<(int Neurons, int Blocks, double Keep, int Seed)> Cases = Gen.Select(
        Gen.Int[1, 40],
        Gen.Int[1, 3],
        Gen.Double[0.05, 1],
        Gen.Int
    );

    private static EncoderShape Shape(int neurons, int blocks) =>
        new()
        {
            Dimensions = Dimensions,
            Length = 5,
            Blocks = blocks,
            Heads = 1,
            FeedForward = neurons,
            TextBuckets = 16,
        };

    private static SortedDictionary<string, FloatTensor> Random(EncoderShape shape, int seed)
    {
        var random = new Weights(seed);
        return new(
            CheckpointTensors
                .Shapes(shape, 3)
                .ToDictionary(
                    pair => pair.Key,
                    pair => new FloatTensor(
                        pair.Value,
                        [.. Enumerable.Range(0, (int)pair.Value.Aggregate(1L, (a, b) => a * b)).Select(_ => random.Next())]
                    )
                ),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public void The_most_important_neurons_are_kept_and_everything_else_is_untouched() => Cases.Sample(c =>
    {
        var shape = Shape(c.Neurons, c.Blocks);
        var tensors = Random(shape, c.Seed);

        var (pruned, smaller, report) = FeedForwardPruning.Apply(tensors, shape, c.Keep);

                var width = FeedForwardPruning.Width(c.Neurons, c.Keep);
                Assert.Equal(shape with { FeedForward = width }, smaller);
                CheckpointTensors.Check(pruned, smaller, 3, "the pruned tensors");
                Assert.All(
                    tensors.Where(pair =>
                        !pair.Key.Contains(".feed_forward.", StringComparison.Ordinal)
                        || pair.Key.EndsWith("out.bias", StringComparison.Ordinal)
                    ),
                    pair => Assert.Same(pair.Value, pruned[pair.Key])
                );
                foreach (
                    var (layer, name) in report.Layers.Zip(Enumerable.Range(0, c.Blocks).Select(i => $"user.blocks.{i}.feed_forward"))
                )
                {
                    var importance = Enumerable
                        .Range(0, c.Neurons)
                        .Select(j =>
                            Row(tensors[$"{name}.in.weight"], j).Sum(Square) * Column(tensors[$"{name}.out.weight"], j).Sum(Square)
                        )
                        .ToArray();
                    Assert.Equal((name, c.Neurons, width), (layer.Name, layer.Neurons, layer.Kept.Count));
                    Assert.Equal(layer.Kept.Distinct().Order(), layer.Kept);
                    var gone = Enumerable.Range(0, c.Neurons).Except(layer.Kept).ToArray();
                    if (gone.Length > 0)
                        Assert.True(layer.Kept.Min(j => importance[j]) >= gone.Max(j => importance[j]));
                    for (var j = 0; j < width; j++)
                    {
                        Assert.Equal(Row(tensors[$"{name}.in.weight"], layer.Kept[j]), Row(pruned[$"{name}.in.weight"], j));
                        Assert.Equal(Column(tensors[$"{name}.out.weight"], layer.Kept[j]), Column(pruned[$"{name}.out.weight"], j));
                        Assert.Equal(tensors[$"{name}.in.bias"].Data[layer.Kept[j]], pruned[$"{name}.in.bias"].Data[j]);
                    }
                }
            },
            iter: 300
        );

    [Fact]
    public void The_report_counts_energy_and_weights_of_the_two_matrices() => Cases.Sample(c =>
    {
        var shape = Shape(c.Neurons, c.Blocks);
        var tensors = Random(shape, c.Seed);
        var (pruned, _, report) = FeedForwardPruning.Apply(tensors, shape, c.Keep);

                foreach (var layer in report.Layers)
                {
                    double Energy(IReadOnlyDictionary<string, FloatTensor> of) =>
                        of[$"{layer.Name}.in.weight"].Data.Sum(Square) + of[$"{layer.Name}.out.weight"].Data.Sum(Square);
                    Assert.InRange(layer.KeptEnergy, 0, 1);
                    Assert.Equal(Energy(pruned) / Energy(tensors), layer.KeptEnergy, 1e-6);
                    Assert.Equal(
                        (2L * Dimensions * c.Neurons, 2L * Dimensions * layer.Kept.Count),
                        (layer.WeightsBefore, layer.WeightsAfter)
                    );
                }
            },
            iter: 100
        );

    /// <summary>W ∘ mask: a neuron whose row, bias and column are zero adds nothing, so the smaller layer is the masked one.</summary>
    [Fact]
    public void The_pruned_layer_computes_what_the_masked_layer_computes() => Cases.Sample(c =>
    {
        var shape = Shape(c.Neurons, 1);
        var tensors = Random(shape, c.Seed);
        var (pruned, _, report) = FeedForwardPruning.Apply(tensors, shape, c.Keep);
        var mask = report.Layers[0].Kept.ToHashSet();
        var input = Enumerable.Range(0, Dimensions).Select(i => Math.Sin(c.Seed + i)).ToArray();

        Assert.Equal(FeedForward(tensors, input, mask.Contains), FeedForward(pruned, input, _ => true));
    }, iter: 200);

    [Theory]
    [InlineData(128, 0.5, 64)]
    [InlineData(128, 0.05, 8)]
    [InlineData(40, 0.45, 16)]
    [InlineData(36, 0.9, 32)]
    [InlineData(36, 1.0, 36)]
    [InlineData(5, 0.1, 5)]
    [InlineData(32, 0.99, 32)]
    public void The_width_is_a_multiple_of_eight_unless_all_is_kept(int neurons, double keep, int expected) =>
        Assert.Equal(expected, FeedForwardPruning.Width(neurons, keep));

    [Fact]
    public void Keeping_everything_changes_nothing() => Cases.Sample(c =>
    {
        var shape = Shape(c.Neurons, c.Blocks);
        var tensors = Random(shape, c.Seed);
        var (same, unchanged, report) = FeedForwardPruning.Apply(tensors, shape, 1);

        Assert.Equal(shape, unchanged);
        Assert.All(tensors, pair => Assert.Equal(pair.Value.Data, same[pair.Key].Data));
        Assert.All(report.Layers, layer => Assert.Equal(1, layer.KeptEnergy));
    }, iter: 50);

    // ReLU stands for the activation: the identity holds for every function with f(0)·0 = 0.
    private static double[] FeedForward(IReadOnlyDictionary<string, FloatTensor> tensors, double[] input, Func<int, bool> keeps)
    {
        var (into, bias, outOf) = (
            tensors["user.blocks.0.feed_forward.in.weight"],
            tensors["user.blocks.0.feed_forward.in.bias"],
            tensors["user.blocks.0.feed_forward.out.weight"]
        );
        var output = new double[Dimensions];
        for (var j = 0; j < bias.Data.Length; j++)
        {
            if (!keeps(j)) continue;
            var hidden = Math.Max(0, bias.Data[j] + Row(into, j).Zip(input, (w, x) => w * x).Sum());
            var column = Column(outOf, j);
            for (var i = 0; i < Dimensions; i++) output[i] += column[i] * hidden;
        }
        return output;
    }

    private static float[] Row(FloatTensor matrix, int row) =>
        matrix.Data.AsSpan(row * (int)matrix.Shape[1], (int)matrix.Shape[1]).ToArray();

    private static float[] Column(FloatTensor matrix, int column) =>
        [.. Enumerable.Range(0, (int)matrix.Shape[0]).Select(row => matrix.Data[row * (int)matrix.Shape[1] + column])];

    private static double Square(float value) => (double)value * value;

    /// <summary>Seeded weights, some of them equal, so that ties occur.</summary>
    private sealed class Weights(int seed)
    {
        private readonly Model.Training.SplitMix _random = new((ulong)(uint)seed);

        public float Next() => _random.Below(7) - 3;
    }
}
