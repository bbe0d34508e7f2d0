using Recsys.Contracts.Artifacts;
using Recsys.Engine.Neighbours;
using Recsys.Model.Checkpoints;
using Recsys.Model.Memory;
using Xunit;

namespace Recsys.Model.Tests.Memory;

public sealed class MemoryTensorsTests
{
    private static readonly MemoryScorer Memory = new(new SparseWeights([0, 2, 2, 3], [1, 2, 0], [0.5f, -1, 2]), [1, 2, 3, 4, 5, 6]);
    private static readonly Blend Blend = new([0, 5], [Blend.OneHot(BlendFeature.Encoder), [1, 2, 3, 4, 5, 6, 7, 8]]);

    private static Dictionary<string, FloatTensor> Tensors() => MemoryTensors.Of(Memory, Blend).ToDictionary();

    [Fact]
    public void What_was_written_is_read()
    {
        var (memory, blend) = MemoryTensors.Read(Tensors(), 3, "it");
        Assert.Equal(Memory.ItemWeights.Starts, memory.ItemWeights.Starts);
        Assert.Equal(Memory.ItemWeights.Items, memory.ItemWeights.Items);
        Assert.Equal(Memory.ItemWeights.Weights, memory.ItemWeights.Weights);
        Assert.Equal(Memory.Priors.ToArray(), memory.Priors.ToArray());
        Assert.Equal(Blend.From, blend.From);
        Assert.Equal(Blend.Weights, blend.Weights);
    }

    [Theory]
    [InlineData(MemoryTensors.Targets)]
    [InlineData(MemoryTensors.Weights)]
    [InlineData(MemoryTensors.Priors)]
    [InlineData(MemoryTensors.Rows)]
    public void A_tensor_that_is_missing_of_another_shape_or_no_number_is_named(string name)
    {
        var missing = Tensors();
        missing.Remove(name);
        var narrow = Tensors();
        narrow[name] = new FloatTensor([1, 1], [0]);
        var infinite = Tensors();
        infinite[name].Data[0] = float.NaN;
        foreach (var tensors in new[] { missing, narrow, infinite })
        {
            var error = Assert.Throws<ArtifactException>(() => MemoryTensors.Read(tensors, 3, "it"));
            Assert.Contains("it lacks a usable tensor memory.", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_target_outside_the_catalogue_is_refused()
    {
        var tensors = Tensors();
        tensors[MemoryTensors.Targets].Data[0] = 3;
        Assert.Throws<ArtifactException>(() => MemoryTensors.Read(tensors, 3, "it"));
    }
}
