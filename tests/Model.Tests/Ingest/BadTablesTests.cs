using System.Text;
using Recsys.Contracts.Faults;
using Recsys.Model.Ingest;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Ingest;

/// <summary>Tables that cannot be used at all: the message names the file, the place and the remedy, and nothing is written.</summary>
public sealed class BadTablesTests : IDisposable
{
    private readonly TestShop _shop = new();

    public void Dispose() => _shop.Dispose();

    private void Fails(params string[] parts)
    {
        var fault = Assert.Throws<DataException>(() => _shop.Ingest());
        Assert.All([.. parts, "Remedy:"], part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
        Assert.False(Directory.Exists(_shop.Dataset));
        Assert.False(Directory.Exists(_shop.Dataset + ".spill"));
    }

    private void Mistake(string path, params string[] parts)
    {
        var fault = Assert.Throws<SettingsException>(() => _shop.Ingest());
        var mistake = Assert.Single(fault.Mistakes);
        Assert.Equal(path, mistake.Path);
        Assert.All(parts, part => Assert.Contains(part, mistake.Message, StringComparison.Ordinal));
    }

    private void MapEvents(string target, ColumnSource source) =>
        _shop.Data = _shop.Data with
        {
            Events = new TableSettings
            {
                Path = "events.csv",
                Columns = new Dictionary<string, ColumnSource> { [target] = source },
            },
        };

    [Fact]
    public void A_missing_file()
    {
        File.Delete(_shop.File("products.csv"));
        Fails(_shop.File("products.csv"), "is missing", "data.products.path");
    }

    [Fact]
    public void An_empty_file()
    {
        _shop.Write("events.csv", "");
        Fails("events.csv is empty");
    }

    [Fact]
    public void A_header_without_rows()
    {
        _shop.Write("events.csv", TestShop.EventHeader + "\n");
        Fails("events.csv has no rows");
    }

    [Fact]
    public void A_column_twice()
    {
        _shop.Write("events.csv", "user_id,product_id,timestamp,User_ID\n1,1,2026-01-01,1\n");
        Fails("events.csv, line 1", "user_id");
    }

    [Fact]
    public void A_mapped_column_that_is_not_there()
    {
        MapEvents("user_id", new ColumnSource { Column = "userid" });
        Mistake(
            "data.events.columns.user_id",
            "events.csv has no column 'userid'",
            "user_id, product_id, type",
            "Did you mean 'user_id'?"
        );
    }

    [Fact]
    public void A_required_column_that_is_not_mapped()
    {
        _shop.Write("products.csv", "product_id,name\n1,a\n2,b\n");
        Mistake("data.products.columns.title", "products.csv has no column 'title'", "Its columns are product_id, name");
    }

    [Fact]
    public void Every_mistake_in_every_table_is_told_at_once_with_the_user_s_own_expression()
    {
        _shop.Write("products.csv", "product_id,name\n1,a\n2,b\n");
        _shop.Write("searches.csv", "text,time\nx,2026-01-01\n");
        _shop.Data = _shop.Data with
        {
            Events = new TableSettings
            {
                Path = "events.csv",
                Columns = new()
                {
                    ["price"] = new ColumnSource { Sql = "pricee *\n  2" },
                    ["user_id"] = new ColumnSource { Column = "user" },
                },
                Where = "typ = 'view'",
            },
            Searches = new TableSettings { Path = "searches.csv" },
        };
        var mistakes = Assert.Throws<SettingsException>(() => _shop.Ingest()).Mistakes;
        Assert.Equal(
            [
                "data.products.columns.title",
                "data.events.columns.user_id",
                "data.events.columns.price",
                "data.events.where",
                "data.searches.columns.query",
                "data.searches.columns.timestamp",
            ],
            mistakes.Select(mistake => mistake.Path)
        );
        Assert.StartsWith("\"pricee * 2\" is no SQL for ", mistakes[2].Message, StringComparison.Ordinal);
        Assert.StartsWith("\"typ = 'view'\" is no SQL for ", mistakes[3].Message, StringComparison.Ordinal);
        Assert.All(mistakes, mistake => Assert.DoesNotContain('\n', mistake.ToString()));
    }

    // The Chinese word for laptop, in GBK.
    private static readonly byte[] Gbk = [0xB1, 0xCA, 0xBC, 0xC7, 0xB1, 0xBE];

    [Fact]
    public void Gbk_in_a_row()
    {
        _shop.Write("products.csv", [.. Encoding.UTF8.GetBytes("product_id,title\n1,a\n2,"), .. Gbk, .. "\n3,c\n"u8]);
        Fails("products.csv, row 3", "not UTF-8", "iconv -f GB18030 -t UTF-8");
    }

    [Fact]
    public void Gbk_in_the_header()
    {
        _shop.Write("products.csv", [.. "product_id,"u8, .. Gbk, .. "\n1,a\n"u8]);
        Fails("products.csv, row 1", "not UTF-8");
    }

    [Fact]
    public void Gbk_in_json_lines()
    {
        _shop.Write("products.jsonl", [.. "{\"product_id\":1,\"title\":\""u8, .. Gbk, .. "\"}\n"u8]);
        _shop.Data = _shop.Data with { Products = new TableSettings { Path = "products.jsonl" } };
        Fails("products.jsonl", "not UTF-8");
    }

    [Fact]
    public void No_gzip_behind_the_ending()
    {
        File.Move(_shop.File("events.csv"), _shop.File("events.csv.gz"));
        _shop.Data = _shop.Data with { Events = new TableSettings { Path = "events.csv.gz" } };
        Fails("events.csv.gz cannot be unpacked");
    }

    [Fact]
    public void No_parquet_behind_the_ending()
    {
        File.Move(_shop.File("events.csv"), _shop.File("events.parquet"));
        _shop.Data = _shop.Data with { Events = new TableSettings { Path = "events.parquet" } };
        Fails("events.parquet cannot be read as parquet");
    }

    [Fact]
    public void A_name_that_tells_no_format()
    {
        File.Move(_shop.File("events.csv"), _shop.File("events.xlsx"));
        _shop.Data = _shop.Data with { Events = new TableSettings { Path = "events.xlsx" } };
        Fails("events.xlsx", "data.events.format");
    }

    [Fact]
    public void No_purchase()
    {
        _shop.Data = _shop.Data with { Events = new TableSettings { Path = "events.csv", Where = "type = 'view'" } };
        Fails("no purchase");
    }

    [Fact]
    public void One_user()
    {
        _shop.Data = _shop.Data with { Events = new TableSettings { Path = "events.csv", Where = "user_id = '1'" } };
        Fails("1 users and 4 products");
    }

    [Fact]
    public void One_point_in_time()
    {
        MapEvents("timestamp", new ColumnSource { Sql = "'2026-01-01'" });
        Fails("do not spread", "data.events.columns.timestamp");
    }

    [Fact]
    public void A_target_that_does_not_exist()
    {
        MapEvents("user", new ColumnSource { Column = "user_id" });
        Mistake("data.events.columns.user", "the targets are user_id");
    }

    [Fact]
    public void Sql_that_does_not_bind()
    {
        MapEvents("type", new ColumnSource { Sql = "lower(kind)" });
        Mistake("data.events.columns.type", "kind", "user_id, product_id");
    }

    [Fact]
    public void Sql_that_does_not_parse()
    {
        _shop.Data = _shop.Data with { Events = new TableSettings { Path = "events.csv", Where = "type =" } };
        Mistake("data.events.where", "syntax error");
    }

    [Fact]
    public void Sql_that_fails_on_a_value()
    {
        MapEvents("quantity", new ColumnSource { Sql = "CAST(type AS INTEGER)" });
        Fails("Could not convert string", "sql expressions");
    }

    [Fact]
    public void Cuts_in_the_wrong_order()
    {
        _shop.Data = _shop.Data with { ValidationFrom = 0.9, TestFrom = 0.9 };
        Mistake("data.validation_from", "smaller than data.test_from");
    }

    [Fact]
    public void As_of_that_is_no_time()
    {
        _shop.Data = _shop.Data with { AsOf = "soon" };
        Mistake("data.as_of", "ISO 8601");
    }
}
