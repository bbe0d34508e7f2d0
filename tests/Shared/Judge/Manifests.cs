using Recsys.Contracts.Artifacts;

namespace Recsys.Testing.Judge;

/// <summary>Manifests with a value in every place a report shows.</summary>
internal static class Manifests
{
    public static BundleManifest Bundle() => new()
    {
        Name = "shop",
        ProductIdType = "integer",
        Products = Rows.Catalogue,
        Tables = "int8",
        Repeats = true,
        Files = new(StringComparer.Ordinal) { ["catalogue.tsv"] = ContentHash.OfText("c"), ["items.bin"] = ContentHash.OfText("i") },
        Encoder = new EncoderShape { Dimensions = 64, Length = 50, Blocks = 2, Heads = 2, FeedForward = 96, TextBuckets = 4096 },
        Lineage = new(StringComparer.Ordinal) { ["checkpoint"] = ContentHash.OfText("t"), ["dataset"] = ContentHash.OfText("d") },
        Card = new(StringComparer.Ordinal) { ["trained on"] = "12,345 purchases", ["validation ndcg@10"] = "0.2811" },
        Profile = new(StringComparer.Ordinal)
        {
            ["category"] = new(Distribution.Events, [new("Home", 500), new("Garden", 300), new(Distribution.Other, 200)]),
            ["event_type"] = new(Distribution.Events, [new("view", 700), new("cart", 60), new("purchase", 235), new("return", 5)]),
            ["history_length"] = new(Distribution.Users, [new("1", 50), new("2 to 4", 30), new("5 to 9", 20)]),
        },
    };

    public static DatasetManifest Dataset() => new()
    {
        Name = "shop",
        AsOf = 3,
        ValidationFrom = 1,
        TestFrom = 2,
        ProductIdType = "integer",
        UserIdType = "text",
        Products = Rows.Catalogue,
        Users = 800,
        Files = new(StringComparer.Ordinal),
        Tables = new(StringComparer.Ordinal)
        {
            ["events"] = new TableReport
            {
                Read = 50_000,
                Kept = 47_000,
                Anonymous = 1_500,
                LeftOut = 500,
                Repeated = 42,
                Rejected = new(StringComparer.Ordinal) { ["timestamp not readable"] = 900, ["unknown product"] = 100 },
            },
            ["products"] = new TableReport { Read = 1_001, Kept = 1_000, Rejected = new(StringComparer.Ordinal) { ["empty title"] = 1 } },
        },
    };
}
