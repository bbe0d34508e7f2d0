using Microsoft.ML.OnnxRuntime;
using Recsys.Contracts.Artifacts;

namespace Recsys.Engine.Inference;

/// <summary>Text features to a query vector, by <c>query.onnx</c>. Thread-safe.</summary>
internal sealed class QueryEncoder(InferenceSession session, string path, EncoderShape shape) : IDisposable
{
    private static readonly string[] Inputs = ["features"];
    private static readonly string[] Outputs = ["query"];

    private readonly RunOptions _run = new();

    /// <param name="features">At least one hashed feature.</param>
    /// <returns>The query vector, d values.</returns>
    public float[] Encode(ReadOnlySpan<int> features)
    {
        var wide = new long[features.Length];
        for (var i = 0; i < wide.Length; i++) wide[i] = features[i];
        var query = new float[shape.Dimensions];
        using var featureValue = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, wide.AsMemory(), [wide.Length]);
        using var queryValue = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, query.AsMemory(), [1, query.Length]);
        session.Run(_run, Inputs, [featureValue], Outputs, [queryValue]);
        return Finite.Check(query, path);
    }

    public void Dispose()
    {
        session.Dispose();
        _run.Dispose();
    }
}

/// <summary>Guards ranking against numbers that do not order.</summary>
internal static class Finite
{
    /// <exception cref="ArtifactException">A value is infinite or not a number.</exception>
    public static float[] Check(float[] vector, string path)
    {
        foreach (var value in vector)
        {
            if (!float.IsFinite(value))
                throw new ArtifactException(
                    $"{path} answered with a value that is not finite. Remedy: train again with a lower train.learning_rate."
                );
        }
        return vector;
    }
}
