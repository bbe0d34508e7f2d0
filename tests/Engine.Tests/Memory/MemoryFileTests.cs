using Recsys.Contracts.Artifacts;
using Recsys.Engine.Memory;
using Recsys.Engine.Tests.Support;
using Recsys.Engine.Vectors;
using Xunit;

namespace Recsys.Engine.Tests.Memory;

public sealed class MemoryFileTests
{
    private const int Products = 40;
    private static readonly MemoryScorer Memory = Fixture.Memory(Products, new Random(3));
    private static readonly Blend Blend = Fixture.Blend(new Random(4));

    private static byte[] Bytes(bool int8 = false)
    {
        using var file = new MemoryStream();
        MemoryFile.Write(file, Memory, Blend, TableFormats.Of(int8 ? "int8" : "float32"));
        return file.ToArray();
    }

    [Fact]
    public void What_was_written_is_read()
    {
        var (memory, blend) = MemoryFile.Read(Bytes(), Products, "memory.bin");
        Assert.Equal(Memory.ItemWeights.Starts, memory.ItemWeights.Starts);
        Assert.Equal(Memory.ItemWeights.Items, memory.ItemWeights.Items);
        Assert.Equal(Memory.ItemWeights.Weights, memory.ItemWeights.Weights);
        Assert.Equal(Memory.Priors.ToArray(), memory.Priors.ToArray());
        Assert.Equal(Blend.From, blend.From);
        Assert.Equal(Blend.Weights, blend.Weights);
    }

    [Fact]
    public void Int8_weights_are_off_by_half_a_step_at_most()
    {
        var (memory, _) = MemoryFile.Read(Bytes(int8: true), Products, "memory.bin");
        var (before, after) = (Memory.ItemWeights, memory.ItemWeights);
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
                Assert.Throws<ArtifactException>(() => MemoryFile.Read(bytes.AsSpan(0, length), Products, "memory.bin")).Message,
                StringComparison.Ordinal
            );
        Assert.Throws<ArtifactException>(() => MemoryFile.Read([.. bytes, 0], Products, "memory.bin"));
        Assert.Throws<ArtifactException>(() => MemoryFile.Read(bytes, Products + 1, "memory.bin"));
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
                var (memory, blend) = MemoryFile.Read(changed, Products, "memory.bin");
                memory.Add(Fixture.History(10, Products), blend.For(10), new float[Products]);
            }
            catch (ArtifactException)
            {
                // refused: as good
            }
        }
    }
}
