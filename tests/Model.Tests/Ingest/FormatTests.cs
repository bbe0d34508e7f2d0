using System.Text;
using DuckDB.NET.Data;
using Recsys.Model.Ingest;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Ingest;

public sealed class FormatTests : IDisposable
{
    private readonly TestShop _shop = new();

    public void Dispose() => _shop.Dispose();

    private string[] IngestFrom(string path)
    {
        File.Delete(_shop.File("events.csv"));
        _shop.Data = _shop.Data with { Events = new TableSettings { Path = path } };
        _shop.Ingest();
        return [.. _shop.Events().Select(row => string.Join(' ', row))];
    }

    private string[] FromCsv()
    {
        _shop.Ingest();
        return [.. _shop.Events().Select(row => string.Join(' ', row))];
    }

    private static string Table(char delimiter) =>
        string.Join('\n', [TestShop.EventHeader, .. TestShop.Sound()]).Replace(',', delimiter) + "\n";

    [Theory]
    [InlineData("events.csv.gz", ',')]
    [InlineData("semicolon.csv", ';')]
    [InlineData("bar.csv", '|')]
    [InlineData("events.tsv", '\t')]
    [InlineData("events.tsv.gz", '\t')]
    [InlineData("odd [name]*.csv", ',')]
    public void Delimited_tables_read_alike(string name, char delimiter)
    {
        var expected = FromCsv();
        _shop.Write(name, Table(delimiter));

        Assert.Equal(expected, IngestFrom(name));
    }

    [Fact]
    public void Windows_line_ends_a_byte_order_mark_and_a_missing_last_line_end_do_no_harm()
    {
        var expected = FromCsv();
        _shop.Write(
            "windows.csv",
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Table(',').TrimEnd('\n').Replace("\n", "\r\n", StringComparison.Ordinal))]
        );

        Assert.Equal(expected, IngestFrom("windows.csv"));
    }

    [Theory]
    [InlineData("events.jsonl")]
    [InlineData("events.jsonl.gz")]
    [InlineData("events.ndjson")]
    public void Json_lines_read_like_csv(string name)
    {
        var expected = FromCsv();
        var keys = TestShop.EventHeader.Split(',');
        _shop.Write(
            name,
            string.Join(
                '\n',
                TestShop
                    .Sound()
                    .Select(line => line.Split(','))
                    .Select(
                        (fields, row) =>
                        {
                            var first = $$"""{"{{keys[1]}}":{{fields[1]}},"{{keys[0]}}":"{{fields[0]}}","type":"{{fields[2]}}",""";
                            var more = row % 2 == 0 ? "" : ",\"quantity\":1,\"nested\":{\"a\":[1]}";
                            return first + $$"""
                                "timestamp":"{{fields[3]}}"{{more}}}
                                """;
                        }
                    )
            ) + "\n"
        );

        Assert.Equal(expected, IngestFrom(name));
    }

    [Fact]
    public void A_line_that_is_no_json_object_is_unreadable()
    {
        _shop.Write(
            "events.jsonl",
            "[1]\n"
                + string.Join(
                    '\n',
                    TestShop
                        .Sound()
                        .Select(line => line.Split(','))
                        .Select(f => $$"""{"user_id":{{f[0]}},"product_id":{{f[1]}},"timestamp":"{{f[3]}}"}""")
                )
                + "\n\n{\"user_id\": 1,\n"
        );

        IngestFrom("events.jsonl");

        Assert.Equal(
            ["1 unreadable_row [1]", "43 unreadable_row {\"user_id\": 1,"],
            _shop.Rejected().Select(row => $"{row[1]} {row[2]} {row[3]}")
        );
    }

    [Fact]
    public void Parquet_reads_like_csv()
    {
        var expected = FromCsv();
        using (var connection = new DuckDBConnection("DataSource=:memory:"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText =
                $"COPY (SELECT * REPLACE (CAST(user_id AS DOUBLE) AS user_id, CAST(timestamp AS TIMESTAMPTZ) AS timestamp) FROM "
                    + $"read_csv('{_shop.File("events.csv")}')) TO '{_shop.File("events.parquet")}' (FORMAT parquet)";
            command.ExecuteNonQuery();
        }

        Assert.Equal(expected, IngestFrom("events.parquet"));
    }

    [Fact]
    public void A_glob_reads_its_files_in_the_order_of_their_names_and_counts_rows_on()
    {
        var expected = FromCsv();
        var lines = TestShop.Sound().ToArray();
        _shop.Write("e-2.csv", TestShop.EventHeader + "\n" + string.Join('\n', lines[15..]) + "\n1,1,liked,2026-01-01,1,1\n");
        _shop.Write("e-1.csv", TestShop.EventHeader + "\n" + string.Join('\n', lines[..15]) + "\nbad\n");

        Assert.Equal(expected, IngestFrom("e-*.csv"));
        Assert.Equal(["16 unreadable_row", "42 bad_type"], _shop.Rejected().Select(row => $"{row[1]} {row[2]}"));
    }

    [Fact]
    public void Files_of_one_table_must_have_the_same_header()
    {
        _shop.Write("e-1.csv", Table(','));
        _shop.Write("e-2.csv", "a,b\n1,2\n");

        var fault = Assert.Throws<DataException>(() => IngestFrom("e-*.csv"));
        Assert.Contains("e-2.csv has the columns a, b", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-01T01:00:00Z")]
    [InlineData("2026-01-01 01:00:00")]
    [InlineData("2026-01-01T09:00:00+08:00")]
    [InlineData("2026-01-01T09:00+0800")]
    [InlineData("2025-12-31 20:00:00.000 -05:00")]
    [InlineData("2026-01-01 1:00")]
    [InlineData("2026/01/01 01:00:00")]
    [InlineData("1/1/2026 1:00")]
    [InlineData("1/1/2026 1:00:00 AM")]
    [InlineData("1767229200")]
    [InlineData("1767229200.0")]
    [InlineData("1767229200000")]
    [InlineData("1767229200000000")]
    public void Common_forms_of_time_are_read(string time)
    {
        _shop.WriteEvents($"late,1,purchase,{time},1,1");
        _shop.Ingest();

        Assert.Equal("1767229200000", Assert.Single(_shop.Events(), row => row[0] == "late")[3]);
    }

    [Theory]
    [InlineData("2010-12-01", 1291161600000)]
    [InlineData("20101201", 1291161600000)]
    [InlineData("12/1/2010", 1291161600000)]
    [InlineData("12/1/2010 8:26", 1291191960000)]
    public void Days_begin_at_midnight_utc_and_slashed_dates_with_the_month(string time, long expected)
    {
        _shop.WriteEvents($"late,1,purchase,{time},1,1");
        _shop.Ingest();

        Assert.Equal(
            expected.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Assert.Single(_shop.Events(), row => row[0] == "late")[3]
        );
    }
}
