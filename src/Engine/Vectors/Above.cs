using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Recsys.Engine.Ranking;

namespace Recsys.Engine.Vectors;

/// <summary>Finds the few among many scores that may be kept.</summary>
internal static class Above
{
    /// <summary>Where the next block of <see cref="Block"/> begins that has a value above the threshold; the rest is one block.</summary>
    public const int Block = 8;

    /// <summary>Writes the candidates of a block of scores.</summary>
    /// <param name="scores">Overwritten where there are addends.</param>
    /// <param name="factor">Of the scores, where there are addends.</param>
    /// <param name="addends">One a score; empty for none.</param>
    /// <param name="threshold">Candidates are those not at most this.</param>
    /// <param name="first">Row of the first score.</param>
    /// <param name="hits">Written from <paramref name="found"/> on.</param>
    /// <returns><paramref name="found"/> and what was written.</returns>
    public static int Collect(
        Span<float> scores, float factor, ReadOnlySpan<float> addends, float threshold, int first, Span<Hit> hits, int found)
    {
        if (!addends.IsEmpty) TensorPrimitives.MultiplyAdd(scores, factor, addends, scores);
        for (var at = Next(scores, 0, threshold); at < scores.Length; at = Next(scores, at, threshold))
        {
            for (var end = Math.Min(at + Block, scores.Length); at < end; at++)
            {
                if (!(scores[at] <= threshold)) hits[found++] = new Hit(first + at, scores[at]);
            }
        }
        return found;
    }

    /// <summary>The first block from <paramref name="at"/> on with a score that is not at most the threshold, or what is left.</summary>
    public static int Next(ReadOnlySpan<float> scores, int at, float threshold)
    {
        ref var start = ref MemoryMarshal.GetReference(scores);
        var most = Vector128.Create(threshold);
        for (; at + Block <= scores.Length; at += Block)
        {
            var (left, right) = (Vector128.LoadUnsafe(ref start, (nuint)at), Vector128.LoadUnsafe(ref start, (nuint)at + 4));
            var kept = Vector128.LessThanOrEqual(left, most) & Vector128.LessThanOrEqual(right, most);
            if (kept.AsInt32() != Vector128<int>.AllBitsSet) return at;
        }
        return at;
    }
}
