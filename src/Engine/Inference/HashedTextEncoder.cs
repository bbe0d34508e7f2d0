using Microsoft.ML.OnnxRuntime;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Bundles;
using Recsys.Engine.Text;

namespace Recsys.Engine.Inference;

/// <summary>A text's hashed words and 3-grams (<see cref="TextFeatures"/>) to its vector, by <c>query.onnx</c>. Thread-safe.</summary>
internal sealed class HashedTextEncoder : ITextEncoder
{
    private static readonly string[] Inputs = ["features"];
    private static readonly string[] Outputs = ["query"];

    private readonly InferenceSession _session;
    private readonly string _path;
    private readonly int _buckets;
    private readonly RunOptions _run = new();

    private HashedTextEncoder(InferenceSession session, string path, EncoderShape shape) =>
        (_session, _path, _buckets, Dimensions) = (session, path, shape.TextBuckets, shape.Dimensions);

    /// <summary>The bundle's encoder.</summary>
    /// <param name="files">The bundle.</param>
    /// <param name="threads">Threads inside one call.</param>
    /// <exception cref="ArtifactException">The graph cannot be loaded.</exception>
    public static HashedTextEncoder Open(BundleFiles files, int threads)
    {
        var path = files.PathOf(BundleManifest.QueryFile);
        return new HashedTextEncoder(OnnxRuntime.Open(files[BundleManifest.QueryFile], path, threads), path, files.Manifest.Encoder);
    }

    public string Name => "hashed_ngrams";

    public int Dimensions { get; }

    public float[] Encode(AnalysedText text)
    {
        var features = Array.ConvertAll(TextFeatures.Of(text, _buckets), feature => (long)feature);
        var query = new float[Dimensions];
        using var featureValue = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance,
            features.AsMemory(),
            [features.Length]
        );
        using var queryValue = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, query.AsMemory(), [1, query.Length]);
        _session.Run(_run, Inputs, [featureValue], Outputs, [queryValue]);
        return Finite.Check(query, _path);
    }

    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }
}
