using static Recsys.Contracts.Randomness.SplitMixFunction;

namespace Recsys.Model.Training;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195): small, seeded, and its state is one number.</summary>
public sealed class SplitMix(ulong state)
{
    public ulong State { get; private set; } = state;

    public ulong Next()
    {
        State += Increment;
        return Mix(State);
    }

    /// <summary>Uniform in [0, bound).</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Fisher–Yates.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
