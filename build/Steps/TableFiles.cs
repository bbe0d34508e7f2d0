using Recsys.Settings;

namespace Recsys.Build.Steps;

/// <summary>The files that the settings' tables name.</summary>
public static class TableFiles
{
    /// <summary>Existing files in ordinal order; a missing one is Ingest's to report, with the table it belongs to.</summary>
    public static IReadOnlyList<string> Of(DataSettings data, string folder)
    {
        IEnumerable<string?> paths =
            data.Source == "sample"
                ? ["products.csv", "events.csv", "searches.csv"]
                :
                [
                    .. data.Products.All.Select(table => table.Path ?? (table.From is null ? "products.csv" : null)),
                    data.Events?.Path ?? DataSettings.DefaultEvents,
                    data.Searches is { } searches ? searches.Path ?? "searches.csv" : null,
                ];
        return
        [
            .. paths
                .OfType<string>()
                .SelectMany(path => Matches(Path.Combine(folder, path)))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string[] Matches(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        return Directory.Exists(folder) ? Directory.GetFiles(folder, Path.GetFileName(path)) : [];
    }
}
