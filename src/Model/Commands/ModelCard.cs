using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Checkpoints;
using Recsys.Model.Classification;
using Recsys.Model.Data;
using Recsys.Settings;

namespace Recsys.Model.Commands;

/// <summary>Facts of the model card, in words and figures: no times, no speeds.</summary>
public static class ModelCard
{
    public static SortedDictionary<string, string> Training(
        Dataset dataset,
        RecsysSettings settings,
        IReadOnlyList<EpochResult> curve,
        int? refitted
    ) =>
        new(StringComparer.Ordinal)
        {
            ["data"] = string.Create(CultureInfo.InvariantCulture,
                $"{dataset.Products.Length} products, {dataset.Users.Length} users, {dataset.Users.Sum(user => (long)user.Events.Length)} "
                    + $"events, {dataset.Searches.Length} searches"
            ),
            ["user encoder"] = string.Create(CultureInfo.InvariantCulture,
                $"self-attention, {settings.Train.Blocks} blocks, {settings.Train.Heads} heads, {settings.Train.Dimensions} dimensions, "
                    + $"the newest {settings.Train.Length} events"
            ),
            ["objective"] =
                settings.Train.Negatives == 0
                    ? "softmax over the catalogue"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"softmax over the target and {settings.Train.Negatives} uniform negatives"
                    ),
            ["training"] = string.Create(CultureInfo.InvariantCulture,
                $"{curve.Count - 1} epochs, best validation NDCG@10 {CurveFigures.Best(curve, score => score.Recommend):F4}"
                    + $"{Refitted(refitted)}"
            ),
            ["seed"] = string.Create(CultureInfo.InvariantCulture, $"{settings.Seed}"),
        };

    public static SortedDictionary<string, string> Pruning(
        SortedDictionary<string, string> training,
        PruningReport report,
        IReadOnlyList<EpochResult> curve
    ) =>
        new(training, StringComparer.Ordinal)
        {
            ["pruning"] =
                report.Layers.Count == 0
                    ? "none"
                    : string.Create(CultureInfo.InvariantCulture,
                        $"{report.Layers[0].Kept.Count} of {report.Layers[0].Neurons} feed-forward neurons a block kept, at least "
                            + $"{report.Layers.Min(layer => layer.KeptEnergy):P1} of the energy"
                    ),
            ["fine-tuning"] = curve[0].Validation is { } before
                ? string.Create(CultureInfo.InvariantCulture,
                    $"{curve.Count - 1} epochs, validation NDCG@10 {before.Recommend:F4} before and "
                        + $"{CurveFigures.Best(curve, score => score.Recommend):F4} after"
                )
                : string.Create(CultureInfo.InvariantCulture, $"{curve.Count - 1} epochs with the validation part"),
        };

    public static SortedDictionary<string, string> Bundle(
        SortedDictionary<string, string> checkpoint,
        QuantizeSettings quantize,
        FittedClassifier? classifier
    ) =>
        new(checkpoint, StringComparer.Ordinal)
        {
            ["classifier"] = classifier is null
                ? "none"
                : string.Create(CultureInfo.InvariantCulture,
                    $"{classifier.Categories.Length} categories, {classifier.Epochs} epochs, {Validated(classifier)}, "
                        + $"temperature {classifier.Temperature:F3}"
                ),
            ["format"] = $"{quantize.Tables} tables, {quantize.Weights} weights",
        };

    private static string Refitted(int? epochs) =>
        epochs is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; trained anew for {epochs} epochs with the validation part");

    private static string Validated(FittedClassifier classifier) =>
        classifier.ValidationAccuracy is { } accuracy
            ? string.Create(CultureInfo.InvariantCulture, $"validation accuracy {accuracy:F4}")
            : "without validation";
}
