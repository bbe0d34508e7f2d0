namespace Recsys.Contracts.Randomness;

/// <summary>
/// The constants and the mixing of SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195), for every seeded
/// generator here: each keeps its own state and draws, and the same numbers come out on every machine.
/// </summary>
public static class SplitMixFunction
{
    /// <summary>Added to the state before each number.</summary>
    public const ulong Increment = 0x9E3779B97F4A7C15;

    /// <summary>The number of a state; also a good hash of 64 bits.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
