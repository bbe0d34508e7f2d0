using System.Numerics.Tensors;
using Recsys.Engine.Ranking;

namespace Recsys.Engine.Vectors;

/// <summary>Exact dot products of int8 rows with one int16 query.</summary>
internal delegate void Int8Sums(ReadOnlySpan<sbyte> rows, ReadOnlySpan<short> query, Span<int> sums);

/// <summary>A kernel in C#, compiled for the processor at hand where there is a compiler at run time.</summary>
/// <param name="runs">Whether this processor, as the compiler knows it, has the instructions.</param>
internal sealed class ManagedKernel(string name, bool runs, Int8Sums sums) : Int8Kernel
{
    // Sums and scores of a block stay in the first cache.
    private const int BlockRows = 256;

    public override string Name => name;

    public override bool Runs => runs;

    public override void Score(in Int8Scan scan, Span<float> scores)
    {
        Span<int> integers = stackalloc int[BlockRows];
        Span<float> exact = stackalloc float[BlockRows];
        for (var first = 0; first < scores.Length; first += BlockRows)
        {
            var count = Math.Min(BlockRows, scores.Length - first);
            var block = scan.Slice(first, count);
            sums(block.Rows, block.Query, integers[..count]);
            TensorPrimitives.ConvertChecked<int, float>(integers[..count], exact);
            var into = scores.Slice(first, count);
            TensorPrimitives.Multiply(block.Scales, block.Unit, into);
            TensorPrimitives.Multiply(exact[..count], into, into);
        }
    }

    public override int Candidates(in Int8Scan scan, Span<Hit> hits)
    {
        Span<float> scores = stackalloc float[BlockRows];
        var found = 0;
        for (var first = 0; first < scan.Scales.Length; first += BlockRows)
        {
            var block = scan.Slice(first, Math.Min(BlockRows, scan.Scales.Length - first));
            var values = scores[..block.Scales.Length];
            Score(block, values);
            found = Above.Collect(values, block.Factor, block.Addends, block.Threshold, first, hits, found);
        }
        return found;
    }
}
