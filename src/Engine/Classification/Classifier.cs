using Microsoft.ML.OnnxRuntime;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Bundles;
using Recsys.Engine.Inference;
using Recsys.Engine.Text;

namespace Recsys.Engine.Classification;

/// <summary>
/// A text's hashed features and its vector to categories, by <c>classifier.onnx</c>. Thread-safe.
/// </summary>
internal sealed class Classifier : IDisposable
{
    private const string Apart = "features_apart", Together = "features", Query = "query", Probabilities = "probabilities";

    private readonly BoundCalls<Buffers> _calls;
    private readonly string _path;
    private readonly CategoryTree _tree;
    private readonly ITextEncoder _encoder;
    private readonly int _buckets;
    private readonly bool _apart;

    private Classifier(InferenceSession session, string path, CategoryTree tree, ITextEncoder encoder, int buckets)
    {
        (_path, _tree, _encoder, _buckets) = (path, tree, encoder, buckets);
        // Older bundles have tokens and 3-grams in the same buckets; a graph's input says which it was fitted to.
        _apart = session.InputMetadata.ContainsKey(Apart);
        _calls = new(session, () => new Buffers(encoder.Dimensions, tree.Count), Bind, TextFeatures.Most);
    }

    /// <summary>The bundle's classifier; null where it has none.</summary>
    /// <param name="files">The bundle.</param>
    /// <param name="encoder">Gives a text its vector; not disposed.</param>
    /// <param name="threads">Threads inside one call.</param>
    /// <exception cref="ArtifactException">The graph does not fit its classes, or cannot be loaded.</exception>
    public static Classifier? Open(BundleFiles files, ITextEncoder encoder, int threads)
    {
        if (!files.Has(BundleManifest.ClassifierFile)) return null;
        var (path, names) = (files.PathOf(BundleManifest.ClassifierFile), files.PathOf(BundleManifest.CategoriesFile));
        if (!files.Has(BundleManifest.CategoriesFile))
            throw new ArtifactException(
                $"{names} is missing: without it the outputs of {BundleManifest.ClassifierFile} have no names. Remedy: run Quantize again."
            );
        var tree = new CategoryTree([
            .. Tsv.Read(files[BundleManifest.CategoriesFile].OpenRead(), names, Tables.CategoriesColumns).Select(row => row[0]),
        ]);
        var session = OnnxRuntime.Open(files[BundleManifest.ClassifierFile].Array, path, threads);
        if (
            session.OutputMetadata.TryGetValue(Probabilities, out var output)
            && output.Dimensions is [1, var classes]
            && classes == tree.Count
            && classes > 0
        )
            return new Classifier(session, path, tree, encoder, files.Manifest.Encoder.TextBuckets);
        session.Dispose();
        throw new ArtifactException(
            $"{path} does not have one output for each of the {tree.Count} categories of {names}. Remedy: run Quantize again."
        );
    }

    /// <summary>The levels of the most likely category, from the root.</summary>
    /// <param name="text">Not empty.</param>
    public CategoryLevel[] Classify(AnalysedText text)
    {
        var set = _calls.Take();
        var buffers = set.Buffers;
        _encoder.Encode(text, buffers.Query);
        int features;
        if (_apart)
        {
            var apart = TextFeatures.Apart(text, _buckets);
            for (var i = 0; i < apart.Length; i++) buffers.Features[i] = apart[i];
            features = apart.Length;
        }
        else
        {
            features = TextFeatures.Of(text, _buckets, buffers.Features);
        }
        _calls.Run(set, features);
        Finite.Check(buffers.Probabilities, _path);
        var best = _tree.Best(buffers.Probabilities);
        _calls.Return(set);
        return best;
    }

    public void Dispose() => _calls.Dispose();

    private void Bind(BoundCall call, Buffers buffers, int features) => call
        .Input(_apart ? Apart : Together, buffers.Features, features)
        .Input(Query, buffers.Query, 1, buffers.Query.Length)
        .Output(Probabilities, buffers.Probabilities, 1, buffers.Probabilities.Length);

    private sealed class Buffers(int dimensions, int classes)
    {
        public readonly long[] Features = BoundCall.Pinned<long>(TextFeatures.Most);
        public readonly float[] Query = BoundCall.Pinned<float>(dimensions);
        public readonly float[] Probabilities = BoundCall.Pinned<float>(classes);
    }
}
