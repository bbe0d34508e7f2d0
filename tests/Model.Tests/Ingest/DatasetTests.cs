using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Model.Ingest;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Ingest;

public sealed class DatasetTests : IDisposable
{
    private readonly TestShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public void Events_are_cut_at_the_quantiles_of_time_and_sorted()
    {
        var summary = _shop.Ingest();

        var manifest = ArtifactJson.Read<DatasetManifest>(Path.Combine(_shop.Dataset, DatasetManifest.FileName));
        long Hour(int hour) =>
            DateTimeOffset.Parse(TestShop.Time(hour), System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        Assert.Equal((Hour(32), Hour(36), Hour(39)), (manifest.ValidationFrom, manifest.TestFrom, manifest.AsOf));
        Assert.Equal(("integer", "integer", 4, 5), (manifest.ProductIdType, manifest.UserIdType, manifest.Products, manifest.Users));
        Assert.Equal([4, 32, 4], summary.Events.Values);
        Assert.All(
            _shop.Events(),
            row =>
                Assert.Equal(
                    row[5],
                    long.Parse(row[3]) >= manifest.TestFrom ? "test"
                        : long.Parse(row[3]) >= manifest.ValidationFrom ? "validation"
                        : "train"
                )
        );
        Assert.Equal(_shop.Events().OrderBy(row => row[0], StringComparer.Ordinal).ThenBy(row => long.Parse(row[3])), _shop.Events());
        Assert.All(manifest.Files, pair => Assert.Equal(ContentHash.OfFile(Path.Combine(_shop.Dataset, pair.Key)), pair.Value));
        Assert.Equal(["events.tsv", "products.tsv", "rejected.tsv", "searches.tsv"], manifest.Files.Keys);
    }

    [Theory]
    [InlineData("2,Blue Kettle,Kitchen > Kettles,12.50", "2,Blue Kettle,Kitchen > Kettles,12.90", false)]
    [InlineData("2,Blue Kettle,Kitchen > Kettles,12.50", "2,Blue Kettle,Kitchen > Kettles,99", true)]
    [InlineData("2,Blue Kettle,Kitchen > Kettles,12.50", "2,Green Kettle,Kitchen > Kettles,12.50", true)]
    [InlineData("2,Blue Kettle,Kitchen > Kettles,12.50", "2,Blue Kettle,Kitchen,12.50", true)]
    [InlineData("2,Blue Kettle,Kitchen > Kettles,12.50", "5,Blue Kettle,Kitchen > Kettles,12.50", true)]
    [InlineData(",Lamp,,", ",Lamp,,1", true)]
    public void What_training_does_not_read_leaves_its_hash_alone(string before, string after, bool changes)
    {
        var first = _shop.Ingest().Manifest;
        var table = File.ReadAllText(_shop.File("products.csv"));
        Assert.Contains(before, table);
        _shop.Write("products.csv", table.Replace(before, after, StringComparison.Ordinal));
        var second = _shop.Ingest().Manifest;
        Assert.NotEqual(first.Files[Tables.Products], second.Files[Tables.Products]);
        Assert.Equal(changes, first.Learning != second.Learning);
    }

    [Fact]
    public void Another_event_is_other_learning_data()
    {
        var before = _shop.Ingest().Manifest.Learning;
        _shop.WriteEvents("1,3,view,2026-01-01T05:30:00Z,1,3");
        Assert.NotEqual(before, _shop.Ingest().Manifest.Learning);
    }

    [Fact]
    public void A_user_s_country_is_the_latest_one_before_the_test_part()
    {
        // User 1 moves, then is silent about it; user 2 moves in the test part; user 3 never says; the test part begins at hour 36.
        var events = TestShop
            .Sound()
            .Select(
                (line, i) =>
                    line
                    + i switch
                    {
                        0 => ",France",
                        5 => ",Spain",
                        1 => ",  United   Kingdom ",
                        36 => ",Italy",
                        3 => ",EIRE|x",
                        _ => ",",
                    }
            );
        _shop.Write("events.csv", $"{TestShop.EventHeader},where\n{string.Join('\n', events)}\n");
        _shop.Data = _shop.Data with
        {
            Events = new TableSettings { Path = "events.csv", Columns = { ["country"] = new ColumnSource { Column = "where" } } },
        };
        var manifest = _shop.Ingest().Manifest;
        Assert.Equal(
            [
                ["1", "Spain"],
                ["2", "United Kingdom"],
                ["4", "EIRE|x"],
            ],
            Tsv.Read(Path.Combine(_shop.Dataset, Tables.Users), Tables.UserColumns)
        );
        Assert.Contains(Tables.Users, manifest.Files.Keys);

        var dataset = Recsys.Model.Data.Dataset.Load(_shop.Dataset);
        var attributes = new Recsys.Model.Evaluation.Attributes(dataset);
        Assert.Equal(["Spain", "United Kingdom", "", "EIRE/x", ""], dataset.Users.Select(user => attributes.Of(user, [0]).Values[^1]));
    }

    [Fact]
    public void Where_each_user_has_a_test_part_of_its_own_the_country_comes_from_before_it()
    {
        // User 1 buys at hours 0, 10, 20 and 30: the last one is its test part, although others' events of that hour are not theirs.
        var events = TestShop
            .Sound()
            .Select(
                (line, i) =>
                    line
                    + i switch
                    {
                        25 => ",Spain",
                        30 => ",Italy",
                        26 => ",France",
                        31 => ",Malta",
                        _ => ",",
                    }
            );
        _shop.Write("events.csv", $"{TestShop.EventHeader},country\n{string.Join('\n', events)}\n");
        _shop.Data = _shop.Data with { Split = DataSettings.LastBasketSplit };
        _shop.Ingest();
        Assert.Equal([["1", "Spain"]], Tsv.Read(Path.Combine(_shop.Dataset, Tables.Users), Tables.UserColumns).Where(row => row[0] == "1"));
        // User 2 buys at hours 6, 16, 26 and 36: hour 31 is before the last one.
        Assert.Equal([["2", "Malta"]], Tsv.Read(Path.Combine(_shop.Dataset, Tables.Users), Tables.UserColumns).Where(row => row[0] == "2"));
    }

    [Fact]
    public void Countries_are_no_learning_data_and_without_them_there_is_no_such_table()
    {
        var without = _shop.Ingest().Manifest;
        Assert.False(File.Exists(Path.Combine(_shop.Dataset, Tables.Users)));
        _shop.Write(
            "events.csv",
            $"{TestShop.EventHeader},country\n{string.Join('\n', TestShop.Sound().Select(line => line + ",France"))}\n"
        );
        var with = _shop.Ingest().Manifest;
        Assert.Equal(without.Learning, with.Learning);
        Assert.Equal(without.Files[Tables.Events], with.Files[Tables.Events]);
        Assert.Equal(5, Tsv.Read(Path.Combine(_shop.Dataset, Tables.Users), Tables.UserColumns).Count());
    }

    [Fact]
    public void A_country_column_that_the_table_lacks_is_named()
    {
        _shop.Data = _shop.Data with
        {
            Events = new TableSettings { Path = "events.csv", Columns = { ["country"] = new ColumnSource { Column = "land" } } },
        };
        Assert.Contains(
            "has no column 'land'",
            Assert.Throws<SettingsException>(() => _shop.Ingest()).Message
        );
    }

    [Fact]
    public void Products_are_in_the_order_of_their_numbers_and_events_point_at_them()
    {
        _shop.WriteEvents("u,10,cart,2026-01-01,3,1");
        _shop.Ingest();

        Assert.Equal(["1", "2", "3", "10"], _shop.Products().Select(row => row[0]));
        Assert.Equal(["2", "Blue Kettle", "Kitchen > Kettles", "12.5", ""], _shop.Products()[1]);
        Assert.Equal(["10", "Lamp", "", "", ""], _shop.Products()[3]);
        Assert.Equal(["u", "3", "cart", "1767225600000", "3", "train"], Assert.Single(_shop.Events(), row => row[0] == "u"));
    }

    [Fact]
    public void Ids_are_case_sensitive_text_and_integral_floats_are_integers()
    {
        _shop.Write("products.csv", "product_id,title\n85123A,a\n85123a,b\n00123,c\n123,d\n7.0,e\n1,f\n2,g\n3,h\n10,i\n");
        _shop.WriteEvents(
            "17850.0,85123A,view,2026-01-01,1,1",
            " 17850 ,85123a,view,2026-01-02,1,1",
            "007,00123,view,2026-01-01,1,1",
            "u1,123.0,view,2026-01-01,1,1",
            "U1,7,view,2026-01-01,1,1"
        );

        var manifest = _shop.Ingest().Manifest;

        Assert.Equal(["00123", "1", "10", "123", "2", "3", "7", "85123A", "85123a"], _shop.Products().Select(row => row[0]));
        Assert.Equal(("text", "text"), (manifest.ProductIdType, manifest.UserIdType));
        var titles = _shop.Products();
        Assert.Equal(["007 c", "17850 a", "17850 b", "U1 e", "u1 d"],
            _shop.Events().Where(row => row[0].Length > 1).Select(row => $"{row[0]} {titles[int.Parse(row[1])][1]}"));
    }

    [Fact]
    public void History_holds_the_newest_events_of_each_user_up_to_the_end()
    {
        _shop.Data = _shop.Data with { HistoryLength = 2 };
        _shop.Ingest();

        var rows = _shop.Histories();
        Assert.Equal(10, rows.Length);
        Assert.Equal(
            _shop.Events().Where(row => row[0] == "3").TakeLast(2).Select(row => row[3]),
            rows.Where(row => row[0] == "3").Select(row => row[3])
        );
        Assert.Contains(rows, row => row[1] == "10");
    }

    [Fact]
    public void A_return_counts_by_its_amount_and_an_empty_quantity_as_one()
    {
        _shop.WriteEvents("r,1,RETURN,2026-01-01,-4,1", "q, 1 ,Purchase,2026-01-01,,", "f,1,purchase,2026-01-01,3.0,1");
        _shop.Ingest();

        Assert.Equal(
            ["f purchase 3", "q purchase 1", "r return 4"],
            _shop.Events().Where(row => char.IsLetter(row[0][0])).Select(row => $"{row[0]} {row[2]} {row[4]}")
        );
    }

    [Fact]
    public void Events_without_a_type_column_are_purchases()
    {
        _shop.Write(
            "events.csv",
            string.Join(
                '\n',
                [
                    "user_id,product_id,timestamp",
                    .. TestShop.Sound().Select(line => line.Split(',')).Select(f => $"{f[0]},{f[1]},{f[3]}"),
                ]
            )
        );
        _shop.Ingest();

        Assert.All(_shop.Events(), row => Assert.Equal(("purchase", "1"), (row[2], row[4])));
    }

    [Fact]
    public void Sql_columns_see_the_tables_own_text()
    {
        _shop.Write(
            "events.csv",
            "Invoice,Who,What,Day,Clock\n"
                + string.Join(
                    '\n',
                    TestShop
                        .Sound()
                        .Select(line => line.Split(','))
                        .Select(
                            (f, i) =>
                                $"{(i == 0 ? "C" : "")}{i:000},{f[0]},{f[1]},{f[3][8..10]}.{f[3][5..7]}.{f[3][..4]},{f[3][11..16]}"
                        )
                )
        );
        _shop.Data = _shop.Data with
        {
            Events = new TableSettings
            {
                Path = "events.csv",
                Columns = new Dictionary<string, ColumnSource>
                {
                    ["user_id"] = new() { Column = "Who" },
                    ["product_id"] = new() { Column = "What" },
                    ["type"] = new() { Sql = "CASE WHEN Invoice LIKE 'C%' THEN 'return' ELSE 'purchase' END" },
                    ["timestamp"] = new() { Sql = "strptime(Day || ' ' || Clock, '%d.%m.%Y %H:%M')" },
                },
            },
        };

        Assert.Equal(TestShop.SoundEvents, _shop.Report("events").Kept);
        Assert.Equal(["1", "0", "return", "1767225600000", "1", "train"], _shop.Events()[0]);
        Assert.Single(_shop.Events(), row => row[2] == "return");
    }

    [Fact]
    public void Searches_may_lack_user_and_click_and_are_cut_like_the_events()
    {
        _shop.Data = _shop.Data with { Searches = new TableSettings { Path = "searches.csv" } };
        _shop.Write(
            "searches.csv",
            $"timestamp,user_id,query,product_id\n{TestShop.Time(38)},,  green　 tea ,\n{TestShop.Time(1)},7.0,绿茶,3\n"
        );
        _shop.Ingest();

        Assert.Equal(
            ["绿茶,7,2,1767229200000,train", "green tea,,,1767362400000,test"],
            _shop.Searches().Select(row => string.Join(',', row))
        );
    }

    [Fact]
    public void Products_from_events_take_the_latest_title_of_a_customer_and_the_median_price()
    {
        string[] lines =
        [
            "1,A,2026-01-01,2.00,old title,1",
            "2,A,2026-01-05,4.00,,1",
            "3,A,2026-01-04,3.00,New  title,1",
            ",A,2026-01-06,0,damaged,1",
            "1,A,2026-01-07,0,,1",
            .. Enumerable.Range(10, 20).Select(day => $"{day % 3},D,2026-01-{day},{day % 4},Filler,1"),
            ",B,2026-01-02,5,Only anonymous,1", "1,C,2026-01-03,1,,1", "1,POST,2026-01-03,18,POSTAGE,1", "2,A,2026-01-08,9,wrong,-5",
        ];
        _shop.Write("events.csv", "user_id,product_id,timestamp,price,title,quantity\n" + string.Join('\n', lines));
        _shop.Data = _shop.Data with { Products = new TableSettings { From = "events", Where = "product_id <> 'POST'" } };

        var report = _shop.Report("events");

        Assert.Equal(["A|New title||3|", "B|Only anonymous||5|", "D|Filler||2|"], _shop.Products().Select(row => string.Join('|', row)));
        Assert.Equal([new(Reason.BadQuantity, 1), new KeyValuePair<string, long>(Reason.UnknownProduct, 2)], report.Rejected);
    }

    [Fact]
    public void The_same_tables_give_the_same_bytes_with_any_number_of_threads()
    {
        var random = new Sample(3);
        _shop.WriteEvents([
            .. Enumerable
                .Range(0, 20_000)
                .Select(i =>
                    $"{random.Next(200)},{new[] { 1, 2, 3, 10, 77 }[random.Next(5)]},{(random.Next(3) == 0 ? "view" : "purchase")},"
                    + $"{TestShop.Time(random.Next(50))},1,{random.Next(9)}"
                ),
        ]);
        string Run(int threads)
        {
            _shop.Settings = _shop.Settings with { Threads = threads };
            _shop.Ingest();
            return ContentHash.OfFolder(Path.GetDirectoryName(_shop.Dataset)!);
        }

        var one = Run(1);
        Assert.Equal(one, Run(1));
        Assert.Equal(one, Run(2));
        Assert.Equal(one, Run(4));
    }

    /// <summary>A few numbers that are the same each time.</summary>
    private sealed class Sample(uint state)
    {
        public int Next(int below) => (int)((state = state * 1664525 + 1013904223) >> 8) % below;
    }
}
