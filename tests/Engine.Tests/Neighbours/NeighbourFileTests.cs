using Recsys.Contracts.Artifacts;
using Recsys.Engine.Neighbours;
using Recsys.Engine.Tests.Support;
using Recsys.Engine.Vectors;
using Xunit;

namespace Recsys.Engine.Tests.Neighbours;

public sealed class NeighbourFileTests
{
    private const int Products = 40;
    private static readonly NeighbourScorer Neighbours = Fixture.Neighbours(Products, new Random(3));
    private static readonly HistoryRankers Rankers = Fixture.Rankers(new Random(4));

    private static byte[] Bytes(bool int8 = false)
    {
        using var file = new MemoryStream();
        NeighbourFile.Write(file, Neighbours, Rankers, TableFormats.Of(int8 ? "int8" : "float32"));
        return file.ToArray();
    }

    [Fact]
    public void What_was_written_is_read()
    {
        var (neighbours, rankers) = NeighbourFile.Read(Bytes(), Products, "memory.bin");
        Assert.Equal(Neighbours.ItemWeights.Starts, neighbours.ItemWeights.Starts);
        Assert.Equal(Neighbours.ItemWeights.Items, neighbours.ItemWeights.Items);
        Assert.Equal(Neighbours.ItemWeights.Weights, neighbours.ItemWeights.Weights);
        Assert.Equal(Neighbours.Priors.ToArray(), neighbours.Priors.ToArray());
        Assert.Equal(Rankers.From, rankers.From);
        Assert.Equal(Rows(Rankers), Rows(rankers));
    }

    [Fact]
    public void Int8_weights_are_off_by_half_a_step_at_most()
    {
        var (neighbours, _) = NeighbourFile.Read(Bytes(int8: true), Products, "memory.bin");
        var (before, after) = (Neighbours.ItemWeights, neighbours.ItemWeights);
        for (var row = 0; row < Products; row++)
        {
            var weights = before.Weights[before.Starts[row]..before.Starts[row + 1]];
            var step = weights.Select(Math.Abs).DefaultIfEmpty().Max() / 127;
            for (var i = 0; i < weights.Length; i++) Assert.Equal(weights[i], after.Weights[before.Starts[row] + i], step / 2 + 1e-6);
        }
        Assert.True(Bytes(int8: true).Length < Bytes().Length);
    }

    [Fact]
    public void A_cut_or_longer_file_is_refused()
    {
        var bytes = Bytes(int8: true);
        for (var length = 0; length < bytes.Length; length += 7)
            Assert.Contains(
                "memory.bin",
                Assert.Throws<ArtifactException>(() => NeighbourFile.Read(bytes.AsSpan(0, length), Products, "memory.bin")).Message,
                StringComparison.Ordinal
            );
        Assert.Throws<ArtifactException>(() => NeighbourFile.Read([.. bytes, 0], Products, "memory.bin"));
        Assert.Throws<ArtifactException>(() => NeighbourFile.Read(bytes, Products + 1, "memory.bin"));
    }

    [Fact]
    public void A_changed_file_is_refused_or_answers_within_the_catalogue()
    {
        var bytes = Bytes();
        var random = new Random(5);
        for (var trial = 0; trial < 2_000; trial++)
        {
            var changed = (byte[])bytes.Clone();
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                var (neighbours, rankers) = NeighbourFile.Read(changed, Products, "memory.bin");
                neighbours.Add(Fixture.History(10, Products), rankers.For(10), new float[Products]);
            }
            catch (ArtifactException)
            {
                // refused: as good
            }
        }
    }

    private static float[][] Rows(HistoryRankers rankers) => [.. rankers.Rankers.Select(ranker => ranker.Weights.ToArray())];
}
