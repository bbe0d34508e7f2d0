using Recsys.Contracts.Artifacts;
using Recsys.Engine.Neighbours;
using Recsys.Model.Checkpoints;
using Recsys.Model.Neighbours;
using Xunit;

namespace Recsys.Model.Tests.Neighbours;

public sealed class NeighbourTensorsTests
{
    private static readonly NeighbourScorer Neighbours = new(new SparseWeights([0, 2, 2, 3], [1, 2, 0], [0.5f, -1, 2]), [1, 2, 3, 4, 5, 6]);
    private static readonly HistoryRankers Rankers = new([0, 5], [[1, 0, 0, 0, 0, 0, 0, 0], [1, 2, 3, 4, 5, 6, 7, 8]]);

    private static Dictionary<string, FloatTensor> Tensors() => NeighbourTensors.Of(Neighbours, Rankers).ToDictionary();

    [Fact]
    public void What_was_written_is_read()
    {
        var (neighbours, rankers) = NeighbourTensors.Read(Tensors(), 3, "it");
        Assert.Equal(Neighbours.ItemWeights.Starts, neighbours.ItemWeights.Starts);
        Assert.Equal(Neighbours.ItemWeights.Items, neighbours.ItemWeights.Items);
        Assert.Equal(Neighbours.ItemWeights.Weights, neighbours.ItemWeights.Weights);
        Assert.Equal(Neighbours.Priors.ToArray(), neighbours.Priors.ToArray());
        Assert.Equal(Rankers.From, rankers.From);
        Assert.Equal(Rows(Rankers), Rows(rankers));
    }

    [Theory]
    [InlineData(NeighbourTensors.Targets)]
    [InlineData(NeighbourTensors.Weights)]
    [InlineData(NeighbourTensors.Priors)]
    [InlineData(NeighbourTensors.Rows)]
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
            var error = Assert.Throws<ArtifactException>(() => NeighbourTensors.Read(tensors, 3, "it"));
            Assert.Contains("it lacks a usable tensor memory.", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_target_outside_the_catalogue_is_refused()
    {
        var tensors = Tensors();
        tensors[NeighbourTensors.Targets].Data[0] = 3;
        Assert.Throws<ArtifactException>(() => NeighbourTensors.Read(tensors, 3, "it"));
    }

    private static float[][] Rows(HistoryRankers rankers) => [.. rankers.Rankers.Select(ranker => ranker.Weights.ToArray())];
}
