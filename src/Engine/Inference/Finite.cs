using System.Numerics.Tensors;
using Recsys.Contracts.Artifacts;

namespace Recsys.Engine.Inference;

/// <summary>Guards ranking against numbers that do not order.</summary>
internal static class Finite
{
    /// <exception cref="ArtifactException">A value is infinite or not a number.</exception>
    public static void Check(ReadOnlySpan<float> vector, string path)
    {
        if (!TensorPrimitives.IsFiniteAll(vector))
            throw new ArtifactException(
                $"{path} answered with a value that is not finite. Remedy: train again with a lower train.learning_rate."
            );
    }
}
