using System.Globalization;
using System.Runtime.InteropServices;
using Recsys.Model.Checkpoints;
using Recsys.Model.Data;
using Recsys.Model.Training;
using Recsys.Settings;

namespace Recsys.Model.Classification;

/// <summary>
/// Fits the classifier on a finished text encoder, whose weights stay as they are: a softmax regression mixed with naive Bayes. Passes,
/// mixture and temperature are chosen by the validation split; then all titles but the held-out ones are learned.
/// </summary>
public static class ClassifierTraining
{
    private const int Patience = 3, Folds = 5, MostFolded = 2_000;
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
            .. rows[Split.Train]
                .Concat(rows[Split.Validation])
                .Select(product => product.Category)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
        var vectors = new QueryVectors(weights);
        var titles = new LabelledTitles(vectors, categories);
        var (train, validation) = (titles.Of(rows[Split.Train]), titles.Of(rows[Split.Validation]));
        if (train.Length == 0) return null;
        LabelledTitle[] all = [.. train, .. validation];
        var buckets = Math.Min(vectors.Buckets, Math.Max(1024, MostWideWeights / categories.Length));
        SoftmaxRegression Fresh() => new(categories.Length, buckets, vectors.Dimensions);
        var progress = new PhaseProgress("classifier", log, TimeProvider.System);
        var choice = Choose(
            all.Length <= MostFolded ? Folded(all) : [(train, validation)],
            Fresh,
            categories.Length,
            settings,
            progress
        );
        // Nothing more is chosen: the texts that chose are learned too.
        var model = Fresh();
        var pass = new Pass(all, settings.Seed, choice.Epochs, progress);
        for (var epoch = 1; epoch <= choice.Epochs; epoch++) pass.Run(model);
        log(
            string.Create(
                CultureInfo.InvariantCulture,
                $"classifier: {categories.Length} categories from {all.Length} texts, {choice.Epochs} epochs, naive Bayes weighs "
                    + $"{choice.Mixture.Weight:G2} (smoothing {choice.Mixture.Smoothing:G2}), validation accuracy "
                    + $"{choice.Accuracy ?? double.NaN:F4} on {choice.Texts}, temperature {choice.Mixture.Temperature:F3}"
            )
        );
        return new FittedClassifier(
            categories,
            model.Export(choice.Mixture, new FeatureBayes(all, categories.Length, choice.Mixture.Smoothing)),
            choice.Epochs,
            choice.Accuracy,
            choice.Mixture.Temperature
        );
    }

    // Of few texts each serves once to choose: a tenth of them would choose by chance.
    private static List<(LabelledTitle[] Train, LabelledTitle[] Validation)> Folded(LabelledTitle[] all) =>
        [
            .. Enumerable
                .Range(0, Folds)
                .Select(fold =>
                    (Train: all.Where((_, i) => i % Folds != fold).ToArray(), Validation: all.Where((_, i) => i % Folds == fold).ToArray())
                )
                .Where(fold => fold.Train.Length > 0),
        ];

    private static Choice Choose(
        IReadOnlyList<(LabelledTitle[] Train, LabelledTitle[] Validation)> folds,
        Func<SoftmaxRegression> fresh,
        int classes,
        RecsysSettings settings,
        PhaseProgress progress
    )
    {
        var (softmax, labels, epochs) = (new List<float[]>(), new List<int>(), new List<int>());
        var bayes = BayesMixture.Smoothings.Select(smoothing => (Smoothing: smoothing, Logits: new List<float[]>())).ToList();
        foreach (var (train, rest) in folds)
        {
            // Nobody can know a class that has no text yet.
            var known = train.Select(example => example.Label).ToHashSet();
            LabelledTitle[] validation = [.. rest.Where(example => known.Contains(example.Label))];
            var model = fresh();
            epochs.Add(Learn(model, train, validation, settings, progress));
            softmax.AddRange(validation.Select(example => model.Logits(example.Features, example.Query).ToArray()));
            labels.AddRange(validation.Select(example => example.Label));
            foreach (var (smoothing, logits) in bayes)
            {
                var table = new FeatureBayes(train, classes, smoothing);
                logits.AddRange(validation.Select(example => table.Logits(example.Features)));
            }
        }
        var mixture = BayesMixture.Fit(softmax, bayes, labels);
        var chosen = bayes.Single(one => one.Smoothing == mixture.Smoothing).Logits;
        double right = Enumerable
            .Range(0, labels.Count)
            .Count(i =>
                BayesMixture.Mix(softmax[i], chosen[i], mixture.Weight) is var mixed && Array.IndexOf(mixed, mixed.Max()) == labels[i]
            );
        return new Choice(
            (int)Math.Round(epochs.Average()),
            mixture,
            labels.Count == 0 ? null : right / labels.Count,
            labels.Count
        );
    }

    private sealed record Choice(int Epochs, BayesMixture Mixture, double? Accuracy, int Texts);

    // Stops by the likelihood of the validation split and keeps its best epoch.
    private static int Learn(
        SoftmaxRegression model,
        LabelledTitle[] train,
        LabelledTitle[] validation,
        RecsysSettings settings,
        PhaseProgress progress
    )
    {
        var pass = new Pass(train, settings.Seed, settings.Classify.MaxEpochs, progress);
        var (best, bestLoss, bestWeights) = (0, double.PositiveInfinity, model.Capture());
        for (var epoch = 1; epoch <= settings.Classify.MaxEpochs && epoch - best <= Patience; epoch++)
        {
            pass.Run(model);
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

    // One after another in a drawn order, each with a part of its features.
    private sealed class Pass(LabelledTitle[] examples, int seed, int most, PhaseProgress progress)
    {
        private readonly SplitMix _random = new((ulong)seed);
        private readonly int[] _order = [.. Enumerable.Range(0, examples.Length)];
        private readonly List<int> _kept = [];
        private readonly float _size = Math.Max(examples.Average(example => example.Query.Sum(Math.Abs)), float.Epsilon);

        private int _epoch;
        private long _done;

        public void Run(SoftmaxRegression model)
        {
            _epoch++;
            _random.Shuffle(_order.AsSpan());
            foreach (var i in _order)
            {
                progress.At(_done++, (long)examples.Length * most, "epoch", _epoch);
                _kept.Clear();
                foreach (var feature in examples[i].Features)
                    if (_random.Unit() >= FeatureDropout) _kept.Add(feature);
                if (_kept.Count > 0)
                    model.Learn(CollectionsMarshal.AsSpan(_kept), examples[i].Query, examples[i].Label, _size);
            }
        }
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
