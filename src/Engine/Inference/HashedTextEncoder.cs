using Microsoft.ML.OnnxRuntime;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Bundles;
using Recsys.Engine.Text;

namespace Recsys.Engine.Inference;

/// <summary>A text's hashed words and 3-grams (<see cref="TextFeatures"/>) to its vector, by <c>query.onnx</c>. Thread-safe.</summary>
internal sealed class HashedTextEncoder : ITextEncoder
{
    private readonly BoundCalls<Buffers> _calls;
    private readonly string _path;
    private readonly int _buckets;

    private HashedTextEncoder(InferenceSession session, string path, EncoderShape shape)
    {
        (_path, _buckets, Dimensions) = (path, shape.TextBuckets, shape.Dimensions);
        _calls = new(session, () => new Buffers(shape.Dimensions), Bind, TextFeatures.Most);
    }

    /// <summary>The bundle's encoder.</summary>
    /// <param name="files">The bundle.</param>
    /// <param name="threads">Threads inside one call.</param>
    /// <exception cref="ArtifactException">The graph cannot be loaded.</exception>
    public static HashedTextEncoder Open(BundleFiles files, int threads)
    {
        var path = files.PathOf(BundleManifest.QueryFile);
        var session = OnnxRuntime.Open(files[BundleManifest.QueryFile].Array, path, threads);
        return new HashedTextEncoder(session, path, files.Manifest.Encoder);
    }

    public string Name => "hashed_ngrams";

    public int Dimensions { get; }

    public void Encode(AnalysedText text, Span<float> vector)
    {
        var set = _calls.Take();
        _calls.Run(set, TextFeatures.Of(text, _buckets, set.Buffers.Features));
        set.Buffers.Query.CopyTo(vector);
        _calls.Return(set);
        Finite.Check(vector, _path);
    }

    public void Dispose() => _calls.Dispose();

    private static void Bind(BoundCall call, Buffers buffers, int features) => call
        .Input("features", buffers.Features, features)
        .Output("query", buffers.Query, 1, buffers.Query.Length);

    private sealed class Buffers(int dimensions)
    {
        public readonly long[] Features = BoundCall.Pinned<long>(TextFeatures.Most);
        public readonly float[] Query = BoundCall.Pinned<float>(dimensions);
    }
}
