using Recsys.Contracts.Faults;
using Recsys.Model.Ingest;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Ingest;

/// <summary>Products described by several tables: the first says which there are, later ones fill what is empty.</summary>
public sealed class ProductTablesTests : IDisposable
{
    private readonly TestShop _shop = new();

    public void Dispose() => _shop.Dispose();

    private void Tables(params TableSettings[] further) =>
        _shop.Data = _shop.Data with { Products = new ProductTables { All = [new TableSettings { Path = "products.csv" }, .. further] } };

    private static TableSettings PriceList(params (string Target, string Column)[] columns) =>
        new()
        {
            Path = "prices.csv",
            Columns = columns.ToDictionary(column => column.Target, column => new ColumnSource { Column = column.Column }),
        };

    [Fact]
    public void A_price_list_fills_what_the_product_table_leaves_empty_and_overrides_nothing()
    {
        _shop.Write("prices.csv", "sku,eur\n10,7.5\n1,99\n");
        Tables(PriceList(("product_id", "sku"), ("price", "eur")));
        _shop.Ingest();
        Assert.Equal(
            ["1|Red Kettle|Kitchen > Kettles|10|", "2|Blue Kettle|Kitchen > Kettles|12.5|", "3|绿茶 Tea|Food > Tea|3|", "10|Lamp||7.5|"],
            _shop.Products().Select(row => string.Join('|', row))
        );
    }

    [Fact]
    public void Prices_come_from_the_events_where_the_settings_say_so()
    {
        _shop.WriteEvents($"1,10,purchase,{TestShop.Time(1)},1,4", $"2,10,purchase,{TestShop.Time(2)},1,4");
        Tables(new TableSettings { From = "events" });
        _shop.Ingest();
        Assert.Equal(["10", "12.5", "3", "9.99"], _shop.Products().Select(row => row[3]));
        Assert.Equal("Lamp", _shop.Products()[3][1]);
    }

    [Fact]
    public void The_earlier_of_two_further_tables_counts()
    {
        _shop.Write("prices.csv", "product_id,price\n10,5\n");
        _shop.Write("more.csv", "product_id,price,category,description\n10,6,Lights,Bright\n");
        Tables(PriceList(), new TableSettings { Path = "more.csv" });
        _shop.Ingest();
        Assert.Equal("10|Lamp|Lights|5|Bright", string.Join('|', _shop.Products()[3]));
    }

    [Fact]
    public void Ids_that_the_first_table_does_not_have_are_said_aloud_and_reject_nothing()
    {
        _shop.Write("prices.csv", "product_id,price\n10,5\n77,1\n78,1\n");
        Tables(PriceList());
        _shop.Data = _shop.Data with { MaxRejectedShare = 0 };
        var said = new List<string>();
        var report = new Ingestion(_shop.Settings, _shop.Root, said.Add).Run(_shop.Dataset, _shop.History).Manifest.Tables["products_2"];
        Assert.Equal((3, 1, 2, 0), (report.Read, report.Kept, report.LeftOut, report.Rejected.Count));
        var line = Assert.Single(said, line => line.Contains("2 of 3 rows are left out", StringComparison.Ordinal));
        Assert.EndsWith("'77'", line);
    }

    [Fact]
    public void An_id_twice_with_other_content_is_an_error_as_in_the_first_table()
    {
        _shop.Write("prices.csv", "product_id,price\n10,5\n10,6\n10,5\n");
        Tables(PriceList());
        var report = _shop.Report("products_2");
        Assert.Equal(2, report.Kept);
        Assert.Equal(1, report.Repeated);
        Assert.Equal(1, report.Rejected[Reason.DuplicateProduct]);
        _shop.Data = _shop.Data with { MaxRejectedShare = 0.1 };
        Assert.Contains(Reason.DuplicateProduct, Assert.Throws<DataException>(() => _shop.Ingest()).Message);
    }

    [Fact]
    public void A_table_that_fills_nothing_is_a_mistake_that_names_its_place()
    {
        _shop.Write("prices.csv", "product_id,eur\n10,5\n");
        Tables(PriceList());
        var mistake = Assert.Single(Assert.Throws<SettingsException>(() => _shop.Ingest()).Mistakes);
        Assert.Equal("data.products[1]", mistake.Path);
        Assert.Contains("fills nothing", mistake.Message);
    }

    [Fact]
    public void A_wholly_empty_column_is_a_warning_that_says_what_it_means()
    {
        _shop.Write("products.csv", "product_id,title,category,price\n1,a,x,\n2,b,,\n3,c,,\n10,d,,\n");
        var summary = _shop.Ingest();
        Assert.Equal(
            [("title", 4L), ("category", 1), ("price", 0), ("description", 0)],
            summary.Columns.Where(column => column.Table == "products").Select(column => (column.Column, column.Filled))
        );
        using var output = new StringWriter();
        summary.Print(output);
        Assert.Matches(@"products +with category +1 +25\.00 %", output.ToString());
        Assert.Contains(
            "warning: products: price is empty in all 4 rows: results show none, and the filters price_min and price_max are refused.",
            output.ToString()
        );
    }
}
