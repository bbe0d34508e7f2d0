using System.Globalization;
using System.IO.Compression;
using System.Text;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Ingest;
using Recsys.Settings;

namespace Recsys.Model.Tests.Ingest;

/// <summary>A folder of small tables: four products, forty sound events of five users, an hour apart, and whatever a test adds.</summary>
internal sealed class TestShop : IDisposable
{
    public const string EventHeader = "user_id,product_id,type,timestamp,quantity,price";
    public const int SoundEvents = 40;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("recsys-ingest-");

    public TestShop()
    {
        Write(
            "products.csv",
            "product_id,title,category,price\n1,Red Kettle,Kitchen > Kettles,10\n2,Blue Kettle,Kitchen > Kettles,12.50\n3,绿茶 Tea,Food > "
                + "Tea,3\n10,Lamp,,\n"
        );
        WriteEvents();
    }

    /// <summary>Sound defaults that let single bad rows through.</summary>
    public RecsysSettings Settings { get; set; } =
        new()
        {
            Name = "test",
            Threads = 1,
            Data = new DataSettings { Source = "tables", MaxRejectedShare = 1 },
        };

    public DataSettings Data
    {
        get => Settings.Data;
        set => Settings = Settings with { Data = value };
    }

    public string Root => _folder.FullName;

    public string Dataset => Path.Combine(Root, "out", "dataset");

    public string History => Path.Combine(Root, "out", "history");

    public string File(string name) => Path.Combine(Root, name);

    public void Write(string name, string text) => System.IO.File.WriteAllBytes(File(name), Pack(name, Encoding.UTF8.GetBytes(text)));

    public void Write(string name, byte[] bytes) => System.IO.File.WriteAllBytes(File(name), bytes);

    /// <summary>The sound events, then the added lines.</summary>
    public void WriteEvents(params string[] added) => Write("events.csv", $"{EventHeader}\n{string.Join('\n', [.. Sound(), .. added])}\n");

    /// <summary>Lines of the sound events.</summary>
    public static IEnumerable<string> Sound() => Enumerable.Range(0, SoundEvents).Select(i => string.Create(CultureInfo.InvariantCulture,
        $"{i % 5 + 1},{new[] { 1, 2, 3, 10 }[i % 4]},{(i % 2 == 0 ? "purchase" : "view")},{Time(i)},1,9.99"));

    public static string Time(int hour) =>
        new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)
            .AddHours(hour)
            .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public IngestSummary Ingest() => new Ingestion(Settings, Root).Run(Dataset, History);

    public TableReport Report(string table) => Ingest().Manifest.Tables[table];

    public string[][] Products() => [.. Tsv.Read(Path.Combine(Dataset, Tables.Products), Tables.ProductColumns)];

    public string[][] Events() => [.. Tsv.Read(Path.Combine(Dataset, Tables.Events), Tables.EventColumns)];

    public string[][] Searches() => [.. Tsv.Read(Path.Combine(Dataset, Tables.Searches), Tables.SearchColumns)];

    public string[][] Rejected() => [.. Tsv.Read(Path.Combine(Dataset, Tables.Rejected), Tables.RejectedColumns)];

    public string[][] Histories() => [.. Tsv.Read(Path.Combine(History, Tables.History), Tables.HistoryColumns)];

    public void Dispose() => _folder.Delete(recursive: true);

    private static byte[] Pack(string name, byte[] bytes)
    {
        if (!name.EndsWith(".gz", StringComparison.Ordinal)) return bytes;
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }
}
