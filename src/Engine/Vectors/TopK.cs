using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Recsys.Engine.Ranking;

namespace Recsys.Engine.Vectors;

/// <summary>
/// Keeps the k best of a stream in O(1) a candidate on average: a buffer of more is cut to the k best whenever it is full. A
/// higher score is better, then a lower index; so the result does not depend on the order of arrival. Candidates are kept as whole numbers
/// in that order. To be disposed.
/// </summary>
internal ref struct TopK
{
    // Room for many is cut seldom; the threshold is older for it.
    private const int Least = 1024;

    private readonly int _capacity, _room;
    private ulong[]? _keys;
    private int _count;
    private ulong _worst;

    /// <param name="capacity">k, at least 0.</param>
    public TopK(int capacity)
    {
        (_capacity, _room) = (capacity, (int)Math.Min(Array.MaxLength, Math.Max(2L * capacity, Least)));
        _keys = ArrayPool<ulong>.Shared.Rent(_room);
        Threshold = capacity == 0 ? float.PositiveInfinity : float.NegativeInfinity;
    }

    /// <summary>Scores below it are not kept any more; those equal to it only with a lower index than what is kept. It may rise when the
    /// buffer is cut.</summary>
    public float Threshold { get; private set; }

    /// <summary>Raises the threshold to the worst of the k best so far.</summary>
    public void Tighten()
    {
        if (_count > _capacity) Cut();
    }

    /// <summary>Keeps a candidate if it is among the k best so far.</summary>
    /// <param name="product">Index, at least 0.</param>
    /// <param name="score">A number.</param>
    public void Add(int product, float score)
    {
        var key = Key(product, score);
        if (key <= _worst || _capacity == 0) return;
        _keys![_count++] = key;
        if (_count == _room) Cut();
    }

    /// <summary>The kept ones, best first.</summary>
    public Hit[] ToSorted()
    {
        if (_count > _capacity) Cut();
        var keys = _keys.AsSpan(0, _count);
        keys.Sort();
        var result = new Hit[_count];
        for (var i = 0; i < result.Length; i++) result[i] = new Hit(Product(keys[^(i + 1)]), Score(keys[^(i + 1)]));
        return result;
    }

    /// <summary>The indices of the kept ones, in no order; valid until the next call.</summary>
    /// <param name="products">Room for k.</param>
    /// <returns>How many there are.</returns>
    public int CopyProducts(Span<int> products)
    {
        if (_count > _capacity) Cut();
        for (var i = 0; i < _count; i++) products[i] = Product(_keys![i]);
        return _count;
    }

    public void Dispose()
    {
        if (_keys is { } keys) ArrayPool<ulong>.Shared.Return(keys);
        _keys = null;
    }

    // The k largest keys to the front, the smallest of them last. No branch depends on a key, which the processor could not foresee.
    private void Cut()
    {
        ref var keys = ref MemoryMarshal.GetArrayDataReference(_keys!);
        int low = 0, high = _count - 1;
        var wanted = _capacity - 1;
        while (low < high)
        {
            ref var last = ref Unsafe.Add(ref keys, high);
            var pivot = MoveMedianTo(ref last, ref Unsafe.Add(ref keys, low), ref Unsafe.Add(ref keys, (low + high) >>> 1));
            var greater = low;
            for (var i = low; i < high; i++)
            {
                ref var end = ref Unsafe.Add(ref keys, greater);
                ref var at = ref Unsafe.Add(ref keys, i);
                var key = at;
                at = end;
                end = key;
                greater += key > pivot ? 1 : 0;
            }
            (Unsafe.Add(ref keys, greater), last) = (pivot, Unsafe.Add(ref keys, greater));
            if (greater == wanted) break;
            if (greater > wanted) high = greater - 1;
            else low = greater + 1;
        }
        _count = _capacity;
        _worst = Unsafe.Add(ref keys, wanted);
        Threshold = Score(_worst);
    }

    private static ulong MoveMedianTo(ref ulong last, ref ulong first, ref ulong middle)
    {
        var median = Math.Max(Math.Min(first, middle), Math.Min(Math.Max(first, middle), last));
        if (first == median) (first, last) = (last, median);
        else if (middle == median) (middle, last) = (last, median);
        return median;
    }

    // Bits of a float in the order of their numbers: negative ones are turned round. Adding 0 makes one zero of the two.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Key(int product, float score)
    {
        var bits = BitConverter.SingleToInt32Bits(score + 0f);
        var ordered = (uint)(bits ^ ((bits >> 31) | int.MinValue));
        return (ulong)ordered << 32 | ~(uint)product;
    }

    private static int Product(ulong key) => (int)~(uint)key;

    private static float Score(ulong key)
    {
        var ordered = (int)(key >> 32);
        return BitConverter.Int32BitsToSingle(ordered ^ (~(ordered >> 31) | int.MinValue));
    }
}
