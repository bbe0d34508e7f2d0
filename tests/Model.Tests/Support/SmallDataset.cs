using System.Globalization;
using CsCheck;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Data;

namespace Recsys.Model.Tests.Support;

/// <summary>Datasets written row by row and read back through the public door.</summary>
internal static class SmallDataset
{
    public static Dataset Of(
        int products,
        IEnumerable<UserEvents> users,
        IEnumerable<SearchRow>? searches = null,
        Func<int, ProductRow>? product = null,
        long testFrom = 0
    )
    {
        using var folder = new ScratchFolder();
        Write(folder.Root, products, users, searches, product);
        if (testFrom != 0) Seal(folder.Root, products, testFrom);
        return Dataset.Load(folder.Root);
    }

    public static void Write(
        string folder,
        int products,
        IEnumerable<UserEvents> users,
        IEnumerable<SearchRow>? searches = null,
        Func<int, ProductRow>? product = null
    )
    {
        product ??= index => new ProductRow($"P{index}", $"title{index} word{index % 3}", "a > b", index, "");
        Tsv.Write(
            Path.Combine(folder, Tables.Products),
            Tables.ProductColumns,
            Enumerable
                .Range(0, products)
                .Select(product)
                .Select(row =>
                    new[]
                    {
                        row.Id,
                        row.Title,
                        row.Category,
                        row.Price?.ToString("R", CultureInfo.InvariantCulture) ?? "",
                        row.Description,
                    }
                )
        );
        Tsv.Write(
            Path.Combine(folder, Tables.Events),
            Tables.EventColumns,
            users.SelectMany(user =>
                user.Events.Select(e => new[] { user.Id, Text(e.Product), e.Type.Name(), Text(e.Timestamp), "1", Name(e.Split) })
            )
        );
        Tsv.Write(
            Path.Combine(folder, Tables.Searches),
            Tables.SearchColumns,
            (searches ?? []).Select(search =>
                new[] { search.Query, "", search.Product < 0 ? "" : Text(search.Product), Text(search.Timestamp), Name(search.Split) }
            )
        );
        Seal(folder, products);
    }

    /// <summary>Writes a manifest with the hashes of the tables as they are.</summary>
    public static void Seal(string folder, int products, long testFrom = 0) =>
        File.WriteAllText(
            Path.Combine(folder, DatasetManifest.FileName),
            ArtifactJson.Serialize(
                new DatasetManifest
                {
                    Name = "small",
                    AsOf = 0,
                    ValidationFrom = 0,
                    TestFrom = testFrom,
                    ProductIdType = "text",
                    UserIdType = "text",
                    Products = products,
                    Users = 0,
                    Tables = [],
                    Files = new SortedDictionary<string, string>(
                        Directory.GetFiles(folder, "*.tsv").ToDictionary(file => Path.GetFileName(file), ContentHash.OfFile),
                        StringComparer.Ordinal
                    ),
                }
            )
        );

    /// <summary>One user; every event is a triple of product, type and time, of the part that its time falls in.</summary>
    public static UserEvents User(
        string id,
        long validationFrom,
        long testFrom,
        params (int Product, EventType Type, long Time)[] events
    ) =>
        new(
            id,
            [
                .. events.Select(e => new EventRow(
                    e.Product,
                    e.Type,
                    e.Time,
                    e.Time >= testFrom ? Split.Test
                        : e.Time >= validationFrom ? Split.Validation
                        : Split.Train
                )),
            ]
        );

    /// <summary>Up to 12 users with up to 25 events each, often several at one time.</summary>
    public static Gen<UserEvents[]> Users(int products)
    {
        var e = Gen.Select(
            Gen.Int[0, products - 1],
            Gen.Int[0, 5],
            Gen.Int[0, 2],
            (product, type, pause) => (product, Type: type > 3 ? EventType.Purchase : (EventType)type, pause)
        );
        return e.Array[1, 25]
            .Array[1, 12]
            .Select(users =>
                users
                    .Select(
                        (events, i) =>
                        {
                            long time = 100;
                            return User($"u{i}", 118, 124, [.. events.Select(row => (row.product, row.Type, time += row.pause))]);
                        }
                    )
                    .ToArray()
            );
    }

    private static string Name(Split split) =>
        split switch
        {
            Split.Train => Tables.TrainPart,
            Split.Validation => Tables.ValidationPart,
            _ => Tables.TestPart,
        };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
