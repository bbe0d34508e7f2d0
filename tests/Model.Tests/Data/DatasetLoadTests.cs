using Recsys.Contracts.Artifacts;
using Recsys.Model.Data;
using Recsys.Model.Tests.Support;
using Xunit;

namespace Recsys.Model.Tests.Data;

public sealed class DatasetLoadTests : IDisposable
{
    private static readonly UserEvents[] Users =
    [
        SmallDataset.User(
            "b",
            100,
            200,
            (0, EventType.View, 1),
            (1, EventType.Purchase, 1),
            (1, EventType.Purchase, 150),
            (2, EventType.Return, 160),
            (2, EventType.Purchase, 220)
        ),
        SmallDataset.User("a", 100, 200, (1, EventType.Purchase, 5)),
    ];

    private readonly ScratchFolder _folder = new();

    public DatasetLoadTests() =>
        SmallDataset.Write(
            _folder.Root,
            3,
            Users,
            [new SearchRow("tea\tpot", 1, 4, Split.Train), new SearchRow("x", -1, 205, Split.Test)],
            i => new ProductRow($"P{i}", i == 0 ? "" : $"Title {i}", i == 1 ? "a > b" : "", i == 2 ? null : 1.5 * i, "line\nbreak")
        );

    public void Dispose() => _folder.Dispose();

    private string Error() => Assert.Throws<ArtifactException>(() => Dataset.Load(_folder.Root)).Message;

    [Fact]
    public void What_was_written_is_read()
    {
        var dataset = Dataset.Load(_folder.Root);

        Assert.Equal(
            [
                new("P0", "", "", 0, "line\nbreak"),
                new("P1", "Title 1", "a > b", 1.5, "line\nbreak"),
                new ProductRow("P2", "Title 2", "", null, "line\nbreak"),
            ],
            dataset.Products
        );
        Assert.Equal(Users.Select(user => user.Id), dataset.Users.Select(user => user.Id));
        Assert.Equal(Users.SelectMany(user => user.Events), dataset.Users.SelectMany(user => user.Events));
        Assert.Equal([new SearchRow("tea\tpot", 1, 4, Split.Train), new("x", -1, 205, Split.Test)], dataset.Searches);
        Assert.Equal(ContentHash.OfFile(_folder[DatasetManifest.FileName]), dataset.Hash);
        Assert.Equal(
            (2, 4, 5),
            (dataset.Users[0].Before(Split.Validation), dataset.Users[0].Before(Split.Test), dataset.Users[0].Events.Length)
        );
        Assert.Equal([1], dataset.Users[0].PurchasedIn(Split.Validation));
        Assert.Equal([0, 2, 0], dataset.PurchaseCounts(Split.Validation));
        Assert.Equal([0, 3, 0], dataset.PurchaseCounts(Split.Test));
    }

    [Theory]
    [InlineData(Tables.Products)]
    [InlineData(Tables.Events)]
    [InlineData(Tables.Searches)]
    [InlineData(DatasetManifest.FileName)]
    public void A_missing_file_is_named(string name)
    {
        File.Delete(_folder[name]);
        Assert.StartsWith($"{_folder[name]} is missing. Remedy: run ", Error(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Tables.Products)]
    [InlineData(Tables.Events)]
    [InlineData(Tables.Searches)]
    public void A_changed_file_is_named(string name)
    {
        File.AppendAllText(_folder[name], " ");
        Assert.Equal($"{_folder[name]} is not the file Ingest wrote. Remedy: run Ingest again.", Error());
    }

    [Fact]
    public void Another_format_version_is_refused()
    {
        var manifest = _folder[DatasetManifest.FileName];
        File.WriteAllText(
            manifest,
            File.ReadAllText(manifest).Replace("\"format_version\": 1", "\"format_version\": 2", StringComparison.Ordinal)
        );
        Assert.Equal($"{manifest} has dataset format 2, this tool reads 1. Remedy: run Ingest again.", Error());
    }

    [Fact]
    public void A_manifest_that_is_no_json_is_named()
    {
        File.WriteAllText(_folder[DatasetManifest.FileName], "{");
        Assert.StartsWith($"{_folder[DatasetManifest.FileName]} is not readable: ", Error(), StringComparison.Ordinal);
    }

    // A dataset by a shop's own tool: its hashes are right, its fields are not.
    [Theory]
    [InlineData(Tables.Products, "\t1.5\t", "\tcheap\t", "line 3: unusable price 'cheap'")]
    [InlineData(Tables.Events, "b\t0\tview", "b\t3\tview", "line 2: unusable product '3'")]
    [InlineData(Tables.Events, "b\t0\tview", "b\t-1\tview", "line 2: unusable product '-1'")]
    [InlineData(Tables.Events, "b\t0\tview", "b\tP0\tview", "line 2: unusable product 'P0'")]
    [InlineData(Tables.Events, "\tview\t", "\tlook\t", "line 2: unusable type 'look'")]
    [InlineData(Tables.Events, "\t150\t", "\t2026-01-01\t", "line 4: unusable timestamp '2026-01-01'")]
    [InlineData(Tables.Events, "\t150\t", "\t0\t", "line 4: unusable timestamp '0': a user's events are in the order of time")]
    [InlineData(Tables.Events, "\t5\t1\ttrain", "\t5\t1\tpast", "line 7: unusable part 'past'")]
    [InlineData(Tables.Events, "b\t2\tpurchase", "c\t2\tpurchase", null)]
    [InlineData(
        Tables.Events,
        "b\t1\tpurchase\t150",
        "c\t1\tpurchase\t150",
        "line 5: unusable user_id 'b': the events of one user stand together"
    )]
    [InlineData(Tables.Events, "quantity", "amount", "line 1: expected the columns")]
    [InlineData(Tables.Searches, "\t1\t4\t", "\t7\t4\t", "line 2: unusable product '7'")]
    public void An_unusable_field_is_named_with_its_line(string table, string old, string replacement, string? expected)
    {
        var file = _folder[table];
        var text = File.ReadAllText(file);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(old, replacement, StringComparison.Ordinal));
        SmallDataset.Seal(_folder.Root, 3);

        if (expected is null)
        {
            Assert.Equal(3, Dataset.Load(_folder.Root).Users.Length);
            return;
        }
        Assert.StartsWith($"{file}, {expected}", Error(), StringComparison.Ordinal);
        Assert.Contains("Remedy: run ", Error(), StringComparison.Ordinal);
    }
}
