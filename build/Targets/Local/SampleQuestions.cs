using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Targets.Local;

/// <summary>A question of each kind that this shop's own data suggests, to show that the server answers.</summary>
/// <param name="Query">The log's most frequent query, else the name of the category bought from most, else two words of the title of the
/// product bought most.</param>
/// <param name="User">The user with the most recorded events; null without any.</param>
public sealed record SampleQuestions(string? Query, string? User)
{
    public static SampleQuestions From(ArtifactLayout layout) =>
        new(QueryOf(layout), MostFrequent(Path.Combine(layout.History, Tables.History), Tables.HistoryColumns, 0));

    private static string? QueryOf(ArtifactLayout layout)
    {
        var logged = MostFrequent(Path.Combine(layout.Dataset, Tables.Searches), Tables.SearchColumns, 0);
        if (logged is not null) return logged;
        var products = Tsv.Read(Path.Combine(layout.Bundle, Tables.Catalogue), Tables.CatalogueColumns).ToList();
        var category = products
            .Where(row => row[2].Length > 0)
            .GroupBy(row => row[2], StringComparer.Ordinal)
            .OrderByDescending(group => group.Sum(Popularity))
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Key.Split(" > ")[^1])
            .FirstOrDefault();
        return category ?? (products.MaxBy(Popularity) is { } best ? string.Join(' ', best[1].Split(' ').TakeLast(2)) : null);
    }

    private static long Popularity(string[] row) => long.Parse(row[4], CultureInfo.InvariantCulture);

    private static string? MostFrequent(string file, string[] columns, int column) =>
        !File.Exists(file)
            ? null
            : Tsv.Read(file, columns)
                .CountBy(row => row[column])
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => pair.Key)
                .FirstOrDefault();
}
