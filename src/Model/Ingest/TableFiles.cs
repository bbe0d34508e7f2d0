using System.IO.Enumeration;
using Recsys.Settings;

namespace Recsys.Model.Ingest;

/// <summary>The files of one table, in ordinal order of their names, and their format.</summary>
/// <param name="Table"><c>products</c>, <c>products_2</c>, <c>events</c> or <c>searches</c>.</param>
/// <param name="Setting">The table's own setting.</param>
/// <param name="Paths">At least one.</param>
/// <param name="Format"><c>csv tsv jsonl parquet</c>.</param>
internal sealed record TableFiles(string Table, string Setting, IReadOnlyList<string> Paths, string Format)
{
    /// <summary>How messages name the table.</summary>
    public string Display => Paths.Count == 1 ? Paths[0] : $"{Paths[0]} and {Paths.Count - 1} more";

    /// <exception cref="DataException">No file, or a format that cannot be told.</exception>
    public static TableFiles Find(string table, string setting, TableSettings settings, string folder)
    {
        var path = Path.GetFullPath(settings.Path ?? table + ".csv", folder);
        var paths = File.Exists(path) ? [path] : Glob(path);
        if (paths.Length == 0)
            throw new DataException(
                $"{path} is missing ({setting}.path). Remedy: put the table there, or correct data.folder or {setting}.path in the "
                    + $"settings."
            );
        return new TableFiles(table, setting, paths, settings.Format == "auto" ? FormatOf(setting, paths[0]) : settings.Format);
    }

    private static string[] Glob(string pattern)
    {
        var (folder, name) = (Path.GetDirectoryName(pattern)!, Path.GetFileName(pattern));
        if (name.AsSpan().IndexOfAny("*?") < 0 || !Directory.Exists(folder))
            return [];
        return
        [
            .. Directory
                .GetFiles(folder)
                .Where(file => FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(file), ignoreCase: false))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string FormatOf(string setting, string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" or ".txt" => "csv",
            ".tsv" or ".tab" => "tsv",
            ".jsonl" or ".ndjson" => "jsonl",
            ".parquet" => "parquet",
            _ => throw new DataException(
                $"{path}: the format cannot be told from the name. Remedy: set {setting}.format to csv, tsv, jsonl or parquet."
            ),
        };
    }
}
