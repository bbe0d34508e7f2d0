using Recsys.Contracts.Artifacts;
using Recsys.Model.Architecture;
using Xunit;

namespace Recsys.Model.Tests.Architecture;

public sealed class NetworkDescriptionTests
{
    private static readonly EncoderShape Shape = new()
    {
        Dimensions = 32,
        Length = 10,
        Blocks = 3,
        Heads = 2,
        FeedForward = 24,
        TextBuckets = 256,
    };

    [Fact]
    public void Every_tensor_has_a_name_of_its_own()
    {
        var names = new NetworkDescription(Shape, 7).Trainable.Select(spec => spec.Name).ToArray();

        Assert.Equal(names, names.Distinct(StringComparer.Ordinal));
        Assert.DoesNotContain(NetworkDescription.ItemVectors, names);
    }

    [Fact]
    public void What_only_training_needs_is_what_the_item_vectors_are_made_of() =>
        Assert.Equal(
            ["item.identity", "item.price", "item.text.weight", "item.text.bias"],
            new NetworkDescription(Shape, 7).TrainingOnly.Select(spec => spec.Name)
        );

    [Fact]
    public void Pruning_reaches_every_tensor_that_counts_neurons_and_no_other()
    {
        foreach (var layer in new UserLayers(Shape).Blocks.Select(block => block.FeedForward))
        {
            Assert.All(layer.TensorsByNeuron, pruned => Assert.Equal(Shape.FeedForward, pruned.Tensor.Shape[pruned.Axis]));
            Assert.Equal(
                layer.Tensors.Where(tensor => tensor.Shape.Contains(Shape.FeedForward)).ToHashSet(),
                layer.TensorsByNeuron.Select(pruned => pruned.Tensor).ToHashSet()
            );
        }
    }
}
