using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Text;

namespace Recsys.Judge.Reports;

/// <summary>
/// The model card (Mitchell et al., Model Cards for Model Reporting, FAT* 2019): what the model is, what it is for, what it learnt from and
/// was
/// measured on, and what it is known to be bad at.
/// </summary>
internal static class ModelSection
{
    public static Html Of(VerifyReport report, BundleManifest bundle) => Html.Of($"""
        <h3>Details</h3>
        {HtmlReport.List(Details(report, bundle))}
        <h3>Use, data and limits</h3>
        {HtmlReport.List(Use(report))}
        """);

    private static IEnumerable<(string, Html)> Details(VerifyReport report, BundleManifest bundle)
    {
        var shape = bundle.Encoder;
        yield return ("products", Html.Of($"{NumberFormat.Count(bundle.Products)}"));
        yield return ("item vectors", Html.Of($"{shape.Dimensions} dimensions, {bundle.Tables}"));
        yield return (
            "user encoder",
            Html.Of($"{shape.Blocks} blocks, {shape.Heads} heads, feed-forward {shape.FeedForward}, the newest {shape.Length} events")
        );
        yield return (
            "repeats",
            Html.Of($"{(bundle.Repeats ? "products already bought may be recommended again" : "products already bought are left out")}")
        );
        foreach (var (name, value) in bundle.Card)
            yield return (name, Html.Of($"{value}"));
        foreach (var (name, value) in report.Facts.Pruning)
            yield return ($"pruning: {name}", Html.Of($"{value.ToString("#,0.####", CultureInfo.InvariantCulture)}"));
    }

    private static IEnumerable<(string, Html)> Use(VerifyReport report)
    {
        var slices = report.Judgement.Slices;
        yield return ("meant for", Html.Of($"ranking the products of {report.Name} for its search and its recommendations"));
        yield return ("not meant for", Html.Of($"judging or describing people; products that are not in the catalogue; another shop"));
        foreach (var (name, text) in report.Dataset is { } dataset ? Parts(dataset) : [])
            yield return (name, Html.Of($"{text}"));
        yield return (
            "personal data",
            Html.Of(
                $"none in the bundle: products, weights, and counts of at least {Distribution.FewestUsers} users where a count has a name"
            )
        );
        if (slices is [{ Informs: false }, ..])
            yield return ("weakest", Html.Of($"{WorstFacts.Slice(slices[0])}"));
        yield return (
            "known limits",
            Html.Of(
                $"measured on what people did, so what nobody was shown counts as unwanted; users without a history get what is popular"
            )
        );
    }

    private static IEnumerable<(string, string)> Parts(DatasetManifest dataset)
    {
        if (dataset is { Split: DatasetManifest.TimeSplit, ValidationFrom: { } validation, TestFrom: { } test })
        {
            yield return ("training data", $"events before {Day(validation)}; epochs are chosen by those until {Day(test)}");
            yield return (
                "evaluation data",
                $"events from {Day(test)}{(dataset.AsOf is { } end ? $" to {Day(end)}" : "")}, each user on what came before"
            );
        }
        else if (dataset.Split == DatasetManifest.LastBasketSplit)
        {
            yield return ("training data", "each user's events before the last purchases but one; epochs are chosen by those");
            yield return ("evaluation data", "each user's last purchases, on what came before");
        }
    }

    private static string Day(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
