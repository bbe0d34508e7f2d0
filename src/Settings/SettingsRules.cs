using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Recsys.Contracts.Judging;
using Recsys.Contracts.Text;

namespace Recsys.Settings;

/// <summary>What a schema cannot say: settings that must fit one another.</summary>
[RequiresUnreferencedCode(SettingsJson.Reason)]
[RequiresDynamicCode(SettingsJson.Reason)]
internal static class SettingsRules
{
    public static IEnumerable<BrokenRule> Check(RecsysSettings settings) =>
        [
            .. Data(settings.Data),
            .. Tables(settings.Data),
            .. Train(settings.Train),
            .. TuneRules.Check(settings.Tune),
            .. Slices(settings.Verify),
            .. Deploy(settings),
        ];

    private static IEnumerable<BrokenRule> Data(DataSettings data)
    {
        if (data.TestFrom <= data.ValidationFrom)
            yield return new(
                $"{Text(data.TestFrom)} is not greater than validation_from {Text(data.ValidationFrom)}. Remedy: let the test part begin "
                    + $"after the validation part, e.g. 0.8 and 0.9.",
                "data.test_from",
                "data.validation_from"
            );
        if (data.AsOf is { } time && !IsoTime.TryParse(time, out _))
            yield return new($"\"{time}\" is not an ISO 8601 time. Remedy: write it like 2026-05-01T00:00:00Z.", "data.as_of");
        if (!IsoTime.TryParse(data.Sample.From, out _))
            yield return new($"\"{data.Sample.From}\" is not a day of the calendar. Remedy: write it like 2026-01-01.", "data.sample.from");
    }

    private static IEnumerable<BrokenRule> Tables(DataSettings data)
    {
        if (data.Events?.From is not null || data.Searches?.From is not null)
            yield return new("only data.products can be derived. Remedy: remove it and name the table's path.",
                data.Events?.From is not null ? "data.events.from" : "data.searches.from");
        foreach (var rule in Products(data.Products)) yield return rule;
        if (data.Source != "tables")
            yield break;
        if (data.Events is { } events && string.IsNullOrWhiteSpace(events.Path))
            yield return new(
                "data.source is tables, but the event table has no file. Remedy: set data.events.path.",
                "data.events.path",
                "data.source"
            );
        if (data.Products.All.Any(table => string.IsNullOrWhiteSpace(table.Path) && table.From is null))
            yield return new(
                $"data.source is tables, but {(data.Products.All.Count == 1 ? "the products have" : "one of the product tables has")} no "
                    + "source. Remedy: set data.products.path, or data.products.from to \"events\".",
                "data.products.path",
                "data.products.from",
                "data.source"
            );
        if (data.Searches is { } searches && string.IsNullOrWhiteSpace(searches.Path))
            yield return new(
                "the search log has no file. Remedy: set data.searches.path, or leave data.searches out.",
                "data.searches.path"
            );
    }

    private static IEnumerable<BrokenRule> Products(ProductTables products)
    {
        if (products.All.Count == 0)
            yield return new(
                "the list of product tables is empty. Remedy: name at least one, or leave data.products out.",
                "data.products"
            );
        if (products.All.Any(table => table is { Path: not null, From: not null }))
            yield return new(
                "the products of one table come either from a file or from the events. Remedy: remove data.products.path or "
                    + "data.products.from; to use both, make data.products a list.",
                "data.products.from",
                "data.products.path"
            );
        if (products.All.Count(table => table.From is not null) > 1)
            yield return new("more than one of the product tables comes from the events. Remedy: keep one.", "data.products");
        var known = TableTargets.DescribedByEvents.Select(target => target.Name).ToList();
        foreach (var name in (products.FromEvents?.Columns ?? []).Select(column => column.Key).Except(known).Order(StringComparer.Ordinal))
            yield return new(
                $"products that come from the events do not map {name} here. Remedy: map it in data.events.columns; here are only "
                    + $"{string.Join(", ", known)}.",
                $"data.products.columns.{name}"
            );
    }

    internal static IEnumerable<BrokenRule> Train(TrainSettings train)
    {
        if (train.Dimensions % 32 != 0)
            yield return new(
                $"{train.Dimensions} is not a multiple of 32. Remedy: write {Math.Clamp((train.Dimensions + 16) / 32 * 32, 32, 512)}.",
                "train.dimensions"
            );
        if (train.Dimensions % train.Heads != 0)
            yield return new(
                $"{train.Heads} heads do not divide {train.Dimensions} dimensions. Remedy: choose a divisor, e.g. 1, 2 or 4.",
                "train.heads",
                "train.dimensions"
            );
    }

    private static IEnumerable<BrokenRule> Slices(VerifySettings verify)
    {
        foreach (var (name, slice) in verify.Slices.OrderBy(slice => slice.Key, StringComparer.Ordinal))
        {
            var path = $"verify.slices.{name}";
            if (slice.By.Length == 0)
                yield return new("the slice has no attribute. Remedy: set by, e.g. history, category or language.", path + ".by");
            if (slice.Values is { Length: > 0 } == (slice.From is not null || slice.To is not null))
                yield return new(
                    "a slice is either some values or a range. Remedy: set values, or from and to.",
                    path + ".values",
                    path + ".from",
                    path + ".to"
                );
            if (slice is { From: { } from, To: { } to } && from > to)
                yield return new($"{Text(from)} is greater than to {Text(to)}. Remedy: exchange them.", path + ".from", path + ".to");
        }
    }

    private static IEnumerable<BrokenRule> Deploy(RecsysSettings settings)
    {
        var deploy = settings.Deploy;
        if (deploy.Port == deploy.ManagementPort)
            yield return new(
                $"both ports are {deploy.Port}. Remedy: keep management on a port of its own, e.g. 8001.",
                "deploy.management_port",
                "deploy.port"
            );
        if (deploy.Target != "kubernetes")
            yield break;
        if (string.IsNullOrWhiteSpace(deploy.Context))
            yield return new(
                "deploy.target is kubernetes, but no cluster is named. Remedy: set deploy.context to the kubeconfig context that may be "
                    + "changed.",
                "deploy.context",
                "deploy.target"
            );
        if (settings.Image.Reference is null)
            yield return new(
                "deploy.target is kubernetes, but the cluster cannot pull an image without a registry. Remedy: set image.reference, e.g. "
                    + "registry.example/shop/recsys:1.0.",
                "image.reference",
                "deploy.target"
            );
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
