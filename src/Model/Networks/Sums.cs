using TorchSharp;
using static TorchSharp.torch;

namespace Recsys.Model.Networks;

/// <summary>
/// Addition that survives the garbage collector. TorchSharp's own <c>a + b</c> and <c>a.add(b)</c> make a Scalar for the
/// factor of b, which can be finalized while the native call still reads it; this one lives as long as the process.
/// </summary>
public static class Sums
{
    private static readonly Scalar One = 1.ToScalar();

    /// <summary>a + b, with broadcasting.</summary>
    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, One);
}
