using static Recsys.Contracts.Randomness.SplitMixFunction;

namespace Recsys.Model.Sample;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014). One generator per product and per user, so that an entity's data depends on the
/// seed and its number only. All draws use integer arithmetic and IEEE + - × only: the same bits on every machine.
/// </summary>
internal struct SampleRandom
{
    private ulong _state;

    /// <param name="seed">The settings' seed.</param>
    /// <param name="stream">What is generated: keeps products and users independent.</param>
    /// <param name="index">Which one.</param>
    public SampleRandom(int seed, int stream, long index) =>
        _state = Mix(Mix(Mix((ulong)seed + Increment) + (ulong)stream) + (ulong)index);

    public ulong Next() => Mix(_state += Increment);

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, count); the bias of the multiplication method is below 2⁻³² here.</summary>
    public int Below(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    public bool Chance(double probability) => Unit() < probability;

    public T Pick<T>(IReadOnlyList<T> values) => values[Below(values.Count)];

    /// <summary>Index by integer weights.</summary>
    /// <param name="cumulative">Running sums of the weights.</param>
    public int Weighted(int[] cumulative)
    {
        var draw = Below(cumulative[^1]);
        var index = 0;
        while (cumulative[index] <= draw) index++;
        return index;
    }

    /// <summary>Index in [0, count) with a long tail: the first tenth gets 46 % of the draws. A cube needs no Math.Pow.</summary>
    public int LongTail(int count)
    {
        var unit = Unit();
        return (int)(count * unit * unit * unit);
    }

    /// <summary>A stateless 64-bit hash of two numbers.</summary>
    public static ulong Hash(ulong a, ulong b) => Mix(Mix(a + Increment) + b);
}
