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
    private const string Apart = "features_apart", Together = "features", Query = "query";
    private static readonly string[] Outputs = ["probabilities"];

    private readonly InferenceSession _session;
    private readonly string _path;
    private readonly CategoryTree _tree;
    private readonly ITextEncoder _encoder;
    private readonly int _buckets;
    private readonly bool _apart;
    private readonly string[] _inputs;
    private readonly RunOptions _run = new();

    private Classifier(InferenceSession session, string path, CategoryTree tree, ITextEncoder encoder, int buckets)
    {
        (_session, _path, _tree, _encoder, _buckets) = (session, path, tree, encoder, buckets);
        // Older bundles have tokens and 3-grams in the same buckets; a graph's input says which it was fitted to.
        _apart = session.InputMetadata.ContainsKey(Apart);
        _inputs = [_apart ? Apart : Together, Query];
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
            .. Tsv.Read(new MemoryStream(files[BundleManifest.CategoriesFile]), names, Tables.CategoriesColumns).Select(row => row[0]),
        ]);
        var session = OnnxRuntime.Open(files[BundleManifest.ClassifierFile], path, threads);
        if (
            session.OutputMetadata.TryGetValue(Outputs[0], out var output)
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
        var features = _apart ? TextFeatures.Apart(text, _buckets) : TextFeatures.Of(text, _buckets);
        var wide = Array.ConvertAll(features, feature => (long)feature);
        var query = _encoder.Encode(text);
        var probabilities = new float[_tree.Count];
        using var featureValue = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, wide.AsMemory(), [wide.Length]);
        using var queryValue = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, query.AsMemory(), [1, query.Length]);
        using var output = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance,
            probabilities.AsMemory(),
            [1, probabilities.Length]
        );
        _session.Run(_run, _inputs, [featureValue, queryValue], Outputs, [output]);
        return _tree.Best(Finite.Check(probabilities, _path));
    }

    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }
}
