using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Recsys.Engine.Vectors;

/// <summary>
/// Exact dot products of int8 rows with one int16 query. For d ≤ 512 a sum stays below 128·32767·512 &lt; 2³¹, so all
/// paths give the same integers.
/// </summary>
internal static class Int8Dot
{
    /// <summary>Four rows at a time: they share the loads of the query and one horizontal sum.</summary>
    /// <param name="rows">n×d values, row-major; d a multiple of 32, at most 512.</param>
    /// <param name="query">d values in −32767…32767.</param>
    /// <param name="sums">n results.</param>
    internal static void Avx512(ReadOnlySpan<sbyte> rows, ReadOnlySpan<short> query, Span<int> sums)
    {
        ref var row = ref MemoryMarshal.GetReference(rows);
        ref var q = ref MemoryMarshal.GetReference(query);
        ref var results = ref MemoryMarshal.GetReference(sums);
        var d = (nuint)query.Length;
        var r = 0;
        for (; r + 4 <= sums.Length; r += 4)
        {
            Vector512<int> a = default, b = default, c = default, e = default;
            var start = (nuint)r * d;
            for (nuint i = 0; i < d; i += 32)
            {
                var part = Vector512.LoadUnsafe(ref q, i);
                a += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref row, start + i)), part);
                b += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref row, start + d + i)), part);
                c += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref row, start + 2 * d + i)), part);
                e += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref row, start + 3 * d + i)), part);
            }
            Sums(a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(), e.GetLower() + e.GetUpper())
                .StoreUnsafe(ref results, (nuint)r);
        }
        Portable(rows[(r * query.Length)..], query, sums[r..]);
    }

    internal static void Avx256(ReadOnlySpan<sbyte> rows, ReadOnlySpan<short> query, Span<int> sums)
    {
        ref var row = ref MemoryMarshal.GetReference(rows);
        ref var q = ref MemoryMarshal.GetReference(query);
        ref var results = ref MemoryMarshal.GetReference(sums);
        var d = (nuint)query.Length;
        var r = 0;
        for (; r + 4 <= sums.Length; r += 4)
        {
            Vector256<int> a = default, b = default, c = default, e = default;
            var start = (nuint)r * d;
            for (nuint i = 0; i < d; i += 16)
            {
                var part = Vector256.LoadUnsafe(ref q, i);
                a += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref row, start + i)), part);
                b += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref row, start + d + i)), part);
                c += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref row, start + 2 * d + i)), part);
                e += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref row, start + 3 * d + i)), part);
            }
            Sums(a, b, c, e).StoreUnsafe(ref results, (nuint)r);
        }
        Portable(rows[(r * query.Length)..], query, sums[r..]);
    }

    /// <summary>For every processor; of these the only one that a native AOT build has, which assumes the oldest.</summary>
    internal static void Portable(ReadOnlySpan<sbyte> rows, ReadOnlySpan<short> query, Span<int> sums)
    {
        ref var row = ref MemoryMarshal.GetReference(rows);
        ref var q = ref MemoryMarshal.GetReference(query);
        nuint d = (nuint)query.Length, start = 0;
        for (var r = 0; r < sums.Length; r++, start += d)
        {
            Vector128<int> low = default, high = default;
            for (nuint i = 0; i < d; i += 16)
            {
                var (first, second) = Vector128.Widen(Vector128.LoadUnsafe(ref row, start + i));
                low += PairSums(first, Vector128.LoadUnsafe(ref q, i));
                high += PairSums(second, Vector128.LoadUnsafe(ref q, i + 8));
            }
            sums[r] = Vector128.Sum(low + high);
        }
    }

    /// <summary>Products of eight pairs, added up to four numbers; which pairs share a sum differs by processor.</summary>
    private static Vector128<int> PairSums(Vector128<short> left, Vector128<short> right)
    {
        if (Sse2.IsSupported)
            return Sse2.MultiplyAddAdjacent(left, right);
        if (AdvSimd.IsSupported)
            return AdvSimd.MultiplyWideningUpperAndAdd(AdvSimd.MultiplyWideningLower(left.GetLower(), right.GetLower()), left, right);
        var (leftLow, leftHigh) = Vector128.Widen(left);
        var (rightLow, rightHigh) = Vector128.Widen(right);
        return leftLow * rightLow + leftHigh * rightHigh;
    }

    /// <summary>The sums over each of four vectors.</summary>
    private static Vector128<int> Sums(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d)
    {
        var four = Avx2.HorizontalAdd(Avx2.HorizontalAdd(a, b), Avx2.HorizontalAdd(c, d));
        return four.GetLower() + four.GetUpper();
    }
}
