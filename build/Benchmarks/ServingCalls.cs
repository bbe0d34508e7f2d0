using System.Globalization;
using System.Text;
using System.Text.Json;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Benchmarks;

/// <summary>A call that is measured.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Limit">The least part of the echo's requests for the same processor time; null for none.</param>
/// <param name="Request">The n-th request.</param>
internal sealed record ServingCall(string Name, double? Limit, Func<int, (string Path, byte[] Body)> Request);

/// <summary>The calls of a shop's front end, made from the shop's own users and titles, the same ones in the same order each time.</summary>
/// <param name="layout">The shop's artefacts.</param>
internal sealed class ServingCalls(ArtifactLayout layout)
{
    private const int Seed = 20260101;

    private readonly string[] _users =
    [
        .. Tsv.Read(Path.Combine(layout.History, Tables.History), Tables.HistoryColumns).Select(row => row[0]).Distinct(StringComparer.Ordinal),
    ];
    private readonly string[][] _titles =
    [
        .. Tsv.Read(Path.Combine(layout.Bundle, Tables.Catalogue), Tables.CatalogueColumns)
            .Select(row => row[1].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 1),
    ];

    public IReadOnlyList<ServingCall> All =>
        [
            new("/recommend", 0.5, n => Post("/recommend", new { user_id = User(n) })),
            new("/search, a query never asked before", 0.25, n => Post("/search", new { query = Query(n) })),
            new("/search with user_id, likewise", 0.2, n => Post("/search", new { query = Query(n), user_id = User(n) })),
            new("/classify", null, n => Post("/classify", new { title = string.Join(' ', _titles[n % _titles.Length]) })),
        ];

    /// <summary>The peer's.</summary>
    public (string Path, byte[] Body) Echo(int n) => Post("/echo", new { query = Query(n), k = 10 });

    private string User(int n) => _users[n * 7919L % _users.Length];

    // Three words of two titles and a number: nobody has asked it, and it is found all the same.
    private string Query(int n)
    {
        var random = new Random(Seed + n);
        var (first, second) = (_titles[random.Next(_titles.Length)], _titles[random.Next(_titles.Length)]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{first[random.Next(first.Length)]} {first[random.Next(first.Length)]} {second[random.Next(second.Length)]} {n}"
        );
    }

    private static (string Path, byte[] Body) Post<T>(string path, T body) => (path, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body)));
}
