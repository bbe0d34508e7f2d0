using static Recsys.Contracts.Randomness.SplitMixFunction;

namespace Recsys.Judge.Statistics;

/// <summary>
/// The SplitMix64 generator (Steele, Lea and Flood, OOPSLA 2014): 64 bits of state, the same numbers on every machine.
/// Our own, because the sequence of <see cref="Random"/> may change between runtimes and a verdict must not.
/// </summary>
public struct SplitMix64
{
    private ulong _state;

    private SplitMix64(ulong state) => _state = state;

    /// <summary>The generator of one stream of a seed. Streams start at scattered places of the 2⁶⁴ long sequence.</summary>
    public static SplitMix64 Stream(int seed, ulong stream) => new(Mix(Mix(unchecked((ulong)seed + Increment)) ^ Mix(stream + Increment)));

    public ulong Next()
    {
        _state += Increment;
        return Mix(_state);
    }

    /// <summary>
    /// A number in [0, bound): the high half of a 64×64 bit product (Lemire, ACM TOMACS 29(1), 2019). Without the rejection
    /// step the probabilities are off by less than bound/2⁶⁴.
    /// </summary>
    public int Next(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>A number in [0, 1) of 53 random bits.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));
}
