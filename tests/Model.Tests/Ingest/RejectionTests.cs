using Recsys.Model.Ingest;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Ingest;

public sealed class RejectionTests : IDisposable
{
    private readonly TestShop _shop = new();

    public void Dispose() => _shop.Dispose();

    // One table with all of them: an ingest takes longer than all of these checks.
    private static readonly (string Line, string Reason)[] BadEvents =
    [
        ("1,,view,2026-01-01T00:00:00Z,1,1", Reason.MissingProductId),
        ("1,  ,view,2026-01-01T00:00:00Z,1,1", Reason.MissingProductId),
        ("1,77,view,2026-01-01T00:00:00Z,1,1", Reason.UnknownProduct),
        ("1,1,liked,2026-01-01T00:00:00Z,1,1", Reason.BadType),
        ("1,1,,2026-01-01T00:00:00Z,1,1", Reason.BadType),
        ("1,1,view,yesterday,1,1", Reason.BadTimestamp),
        ("1,1,view,,1,1", Reason.BadTimestamp),
        ("1,1,view,2026-02-30 10:00:00,1,1", Reason.BadTimestamp),
        ("1,1,view,13/1/2026 10:00,1,1", Reason.BadTimestamp),
        ("1,1,view,1890-01-01,1,1", Reason.BadTimestamp),
        ("1,1,view,infinity,1,1", Reason.BadTimestamp),
        ("1,1,view,2026-06-01T00:00:00Z,1,1", Reason.Future),
        ("1,1,purchase,2026-01-01T00:00:00Z,0,1", Reason.BadQuantity),
        ("1,1,purchase,2026-01-01T00:00:00Z,-2,1", Reason.BadQuantity),
        ("1,1,purchase,2026-01-01T00:00:00Z,2.5,1", Reason.BadQuantity),
        ("1,1,purchase,2026-01-01T00:00:00Z,some,1", Reason.BadQuantity),
        ("1,1,return,2026-01-01T00:00:00Z,0,1", Reason.BadQuantity),
        ("1,1,purchase,2026-01-01T00:00:00Z,1,-0.01", Reason.NegativePrice),
        ("1,1,purchase,2026-01-01T00:00:00Z,1,£3", Reason.BadPrice),
        ("1,1,purchase,2026-01-01T00:00:00Z,1,NaN", Reason.BadPrice),
        ("1,1,view", Reason.UnreadableRow),
        ("1,1,view,2026-01-01T00:00:00Z,1,1,extra", Reason.UnreadableRow),
        // The first reason of the documented order counts.
        ("1,,liked,never,-1,-1", Reason.MissingProductId),
        ("1,77,liked,never,-1,-1", Reason.BadType),
        ("1,77,view,never,-1,-1", Reason.BadTimestamp),
        ("1,77,view,2026-01-01,-1,-1", Reason.BadQuantity),
        ("1,77,view,2026-01-01,1,-1", Reason.NegativePrice),
    ];

    [Fact]
    public void An_event_is_rejected_for_the_first_reason_that_applies()
    {
        _shop.Data = _shop.Data with { AsOf = "2026-05-01" };
        _shop.WriteEvents([.. BadEvents.Select(bad => bad.Line)]);

        var report = _shop.Report("events");

        Assert.Equal(
            BadEvents.Select((bad, i) => $"events {TestShop.SoundEvents + 1 + i} {bad.Reason} {bad.Line}"),
            _shop.Rejected().Select(row => string.Join(' ', row))
        );
        Assert.Equal(
            BadEvents
                .CountBy(bad => bad.Reason)
                .OrderBy(count => count.Key, StringComparer.Ordinal)
                .Select(count => new KeyValuePair<string, long>(count.Key, count.Value)),
            report.Rejected
        );
        Assert.Equal(TestShop.SoundEvents, report.Kept);
    }

    [Theory]
    [InlineData(",title,,1", Reason.MissingProductId)]
    [InlineData("20, ,,1", Reason.MissingTitle)]
    [InlineData("20,title,,cheap", Reason.BadPrice)]
    [InlineData("20,title,,-1", Reason.NegativePrice)]
    [InlineData("1,Another Kettle,Kitchen > Kettles,10", Reason.DuplicateProduct)]
    [InlineData("1,Red Kettle,,10", Reason.DuplicateProduct)]
    [InlineData("20", Reason.UnreadableRow)]
    public void A_product_is_rejected_for_its_reason(string line, string reason)
    {
        _shop.Write("products.csv", File.ReadAllText(_shop.File("products.csv")) + line + "\n");

        var report = _shop.Report("products");

        Assert.Equal([new KeyValuePair<string, long>(reason, 1)], report.Rejected);
        Assert.Equal(4, report.Kept);
        Assert.Equal(["products", "5", reason, line], Assert.Single(_shop.Rejected()));
        Assert.Equal("Red Kettle", _shop.Products()[0][1]);
    }

    [Theory]
    [InlineData("2026-01-01T05:00:00Z,1,,1", Reason.MissingQuery)]
    [InlineData("soon,1,tea,3", Reason.BadTimestamp)]
    [InlineData("2026-06-01,1,tea,3", Reason.Future)]
    [InlineData("2026-01-01,1,tea,77", Reason.UnknownProduct)]
    public void A_search_is_rejected_for_its_reason(string line, string reason)
    {
        _shop.Data = _shop.Data with { AsOf = "2026-05-01", Searches = new TableSettings { Path = "searches.csv" } };
        _shop.Write("searches.csv", $"timestamp,user_id,query,product_id\n2026-01-01,1,tea,3\n{line}\n");

        var report = _shop.Report("searches");

        Assert.Equal([new KeyValuePair<string, long>(reason, 1)], report.Rejected);
        Assert.Equal(["searches", "2", reason], Assert.Single(_shop.Rejected())[..3]);
    }

    [Fact]
    public void A_row_without_user_is_anonymous_whatever_else_is_wrong_and_outside_the_share()
    {
        _shop.Data = _shop.Data with { MaxRejectedShare = 0 };
        _shop.WriteEvents(",1,view,2026-01-01,1,1", ",77,liked,never,-1,-1");

        var report = _shop.Report("events");

        Assert.Equal((42, 40, 2), (report.Read, report.Kept, report.Anonymous));
        Assert.Empty(report.Rejected);
    }

    [Fact]
    public void Rows_that_fail_where_are_left_out_and_counted()
    {
        _shop.Data = _shop.Data with { MaxRejectedShare = 0, Events = new TableSettings { Path = "events.csv", Where = "user_id <> '5'" } };
        _shop.WriteEvents("5,77,liked,never,-1,-1", ",1,view,2026-01-01,1,1");

        var report = _shop.Report("events");

        // The row without user makes the condition null, which is not true.
        Assert.Equal((42, 32, 10, 0), (report.Read, report.Kept, report.LeftOut, report.Anonymous));
    }

    [Fact]
    public void Repeated_rows_are_kept_and_counted()
    {
        var line = TestShop.Sound().First();
        _shop.WriteEvents(line, line);
        _shop.Write("products.csv", File.ReadAllText(_shop.File("products.csv")) + "1,Red  Kettle ,Kitchen > Kettles,10.00\n");

        var manifest = _shop.Ingest().Manifest;

        Assert.Equal((42, 2), (manifest.Tables["events"].Kept, manifest.Tables["events"].Repeated));
        Assert.Equal((5, 1), (manifest.Tables["products"].Kept, manifest.Tables["products"].Repeated));
        Assert.Equal(4, manifest.Products);
        Assert.Equal(42, _shop.Events().Length);
    }

    [Fact]
    public void Unreadable_rows_do_not_shift_the_numbers_of_the_others()
    {
        var sound = TestShop.Sound().ToArray();
        string[] lines =
        [
            "bad",
            "1,1,liked,2026-01-01,1,1",
            sound[0],
            "worse",
            "worst,\"two\nlines\"",
            "1,2,liked,2026-01-01,1,1",
            .. sound[1..],
            "1,3,liked,2026-01-01,1,1",
        ];
        _shop.Write("events.csv", TestShop.EventHeader + "\n" + string.Join('\n', lines) + "\n");

        _shop.Ingest();

        Assert.Equal(["1 unreadable_row", "2 bad_type", "4 unreadable_row", "5 unreadable_row", "6 bad_type", "46 bad_type"],
            _shop.Rejected().Select(row => $"{row[1]} {row[2]}"));
        Assert.Equal("worst,\"two\nlines\"", _shop.Rejected()[3][3]);
    }

    [Fact]
    public void Too_many_rejected_rows_fail_and_leave_the_old_dataset_as_it_was()
    {
        _shop.Ingest();
        var before = Recsys.Contracts.Artifacts.ContentHash.OfFolder(Path.GetDirectoryName(_shop.Dataset)!);
        _shop.Data = _shop.Data with { MaxRejectedShare = 0.04 };
        _shop.WriteEvents("1,77,view,2026-01-01,1,1", "1,77,view,2026-01-01,1,1", "1,1,liked,2026-01-01,1,1");

        var fault = Assert.Throws<DataException>(() => _shop.Ingest());

        var quarantine = _shop.Dataset + ".rejected.tsv";
        Assert.Contains("3 of 43 rows", fault.Message, StringComparison.Ordinal);
        Assert.Contains("unknown_product 2, bad_type 1", fault.Message, StringComparison.Ordinal);
        Assert.Contains(quarantine, fault.Message, StringComparison.Ordinal);
        Assert.Equal(4, File.ReadAllLines(quarantine).Length);
        File.Delete(quarantine);
        Assert.Equal(before, Recsys.Contracts.Artifacts.ContentHash.OfFolder(Path.GetDirectoryName(_shop.Dataset)!));
    }

    [Fact]
    public void A_success_removes_the_quarantine_of_an_earlier_failure()
    {
        _shop.Ingest();
        File.WriteAllText(_shop.Dataset + ".rejected.tsv", "old");

        _shop.Ingest();

        Assert.Equal(
            ["dataset", "history"],
            Directory.GetFileSystemEntries(Path.GetDirectoryName(_shop.Dataset)!).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }
}
