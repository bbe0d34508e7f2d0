using System.Globalization;
using Recsys.Model.Checkpoints;
using Recsys.Model.Data;
using Recsys.Model.Training;
using Recsys.Settings;

namespace Recsys.Model.Classification;

/// <summary>Fits the classifier on a finished text encoder, whose weights stay as they are.</summary>
public static class ClassifierTraining
{
    private const int Patience = 3;
    private const double FeatureDropout = 0.3;

    // Weights of the wide part: 64 Mi float32, 64 MiB served as int8.
    private const int MostWideWeights = 1 << 26;

    /// <summary>Fits; null where no product of the train split has a category, or <c>classify.max_epochs</c> is 0.</summary>
    /// <param name="dataset">With all categories; the split says which are used.</param>
    /// <param name="weights">The checkpoint's tensors.</param>
    /// <param name="log">Told how it went.</param>
    public static FittedClassifier? Fit(
        Dataset dataset,
        IReadOnlyDictionary<string, FloatTensor> weights,
        RecsysSettings settings,
        Action<string> log
    )
    {
        if (settings.Classify.MaxEpochs == 0) return null;
        var split = new ProductSplit(settings.Classify, settings.Seed);
        var rows = dataset.Products.Where(product => product.Category.Length > 0).ToLookup(product => split.Of(product.Id));
        string[] categories =
        [
            .. rows[Split.Train].Select(product => product.Category).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        var vectors = new QueryVectors(weights);
        var titles = new LabelledTitles(vectors, categories);
        var (train, validation) = (titles.Of(rows[Split.Train]), titles.Of(rows[Split.Validation]));
        if (train.Length == 0) return null;
        var buckets = Math.Min(vectors.Buckets, Math.Max(1024, MostWideWeights / categories.Length));
        var model = new SoftmaxRegression(categories.Length, buckets, vectors.Dimensions);
        var epochs = Learn(model, train, validation, settings, new PhaseProgress("classifier", log, TimeProvider.System));
        var logits = validation.Select(example => model.Logits(example.Features, example.Query).ToArray()).ToArray();
        var temperature = Temperature.Fit(logits, [.. validation.Select(example => example.Label)]);
        double right = logits.Zip(validation).Count(pair => Array.IndexOf(pair.First, pair.First.Max()) == pair.Second.Label);
        double? accuracy = validation.Length == 0 ? null : right / validation.Length;
        log(
            string.Create(
                CultureInfo.InvariantCulture,
                $"classifier: {categories.Length} categories from {train.Length} texts, {epochs} epochs, validation accuracy "
                    + $"{accuracy ?? double.NaN:F4} on {validation.Length}, temperature {temperature:F3}"
            )
        );
        return new FittedClassifier(categories, model.Export(temperature), epochs, accuracy, temperature);
    }

    // Stops by the likelihood of the validation split and keeps its best epoch.
    private static int Learn(
        SoftmaxRegression model,
        LabelledTitle[] train,
        LabelledTitle[] validation,
        RecsysSettings settings,
        PhaseProgress progress
    )
    {
        var done = 0L;
        var random = new SplitMix((ulong)settings.Seed);
        var size = train.Average(example => example.Query.Sum(Math.Abs));
        var order = Enumerable.Range(0, train.Length).ToArray();
        var kept = new List<int>();
        var (best, bestLoss, bestWeights) = (0, double.PositiveInfinity, model.Capture());
        for (var epoch = 1; epoch <= settings.Classify.MaxEpochs && epoch - best <= Patience; epoch++)
        {
            random.Shuffle(order.AsSpan());
            foreach (var i in order)
            {
                progress.At(done++, (long)settings.Classify.MaxEpochs * train.Length, "epoch", epoch);
                kept.Clear();
                foreach (var feature in train[i].Features)
                    if (random.Unit() >= FeatureDropout)
                        kept.Add(feature);
                if (kept.Count > 0)
                    model.Learn(
                        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(kept),
                        train[i].Query,
                        train[i].Label,
                        Math.Max(size, float.Epsilon)
                    );
            }
            var loss = 0.0;
            foreach (var example in validation.Length > 0 ? validation : train)
                loss += Temperature.CrossEntropy(model.Logits(example.Features, example.Query), example.Label, 1);
            if (!double.IsFinite(loss))
                throw new DivergedException(
                    "the classifier's loss is no number. Remedy: look for values that are not finite in the checkpoint, or train again "
                        + "with a lower train.learning_rate."
                );
            if (loss < bestLoss)
                (best, bestLoss, bestWeights) = (epoch, loss, model.Capture());
        }
        model.Restore(bestWeights);
        return best;
    }
}

/// <summary>A classifier and how it was fitted.</summary>
/// <param name="Categories">Names of the classes, in ordinal order.</param>
/// <param name="Weights">Already divided by the temperature.</param>
/// <param name="Epochs">Passes whose weights were kept.</param>
/// <param name="ValidationAccuracy">Share of the validation split's texts; null where there is none.</param>
/// <param name="Temperature">Fitted on the same part.</param>
public sealed record FittedClassifier(
    string[] Categories,
    ClassifierWeights Weights,
    int Epochs,
    double? ValidationAccuracy,
    double Temperature
);
