using Recsys.Contracts.Judging;
using Xunit;

namespace Recsys.Settings.Tests;

public sealed class LayerTests
{
    [Fact]
    public void An_empty_file_gives_the_defaults()
    {
        using var shop = new Shop("{}");
        var settings = shop.Load();
        Assert.Equal("shop", settings.Name);
        Assert.Equal(new TrainSettings(), settings.Train);
        Assert.Equal("products.csv", settings.Data.Products.Lead.Path);
    }

    [Fact]
    public void Each_layer_wins_over_the_one_before()
    {
        using var shop = new Shop("""{"train": {"blocks": 1, "heads": 1, "length": 10, "batch_size": 1}}""")
            .File("recsys.prod.json", """{"train": {"heads": 2, "length": 20, "batch_size": 2}}""");
        var settings = SettingsLoader.Load(shop.Request(("RECSYS__TRAIN__LENGTH", "30"), ("RECSYS__TRAIN__BATCH_SIZE", "3")) with
        {
            Environment = "prod",
            Overrides = [new("train.batch_size", "4", "--batch-size"), new("train.batch_size", "5", "--batch-size")],
        });
        Assert.Equal((1, 2, 30, 5), (settings.Train.Blocks, settings.Train.Heads, settings.Train.Length, settings.Train.BatchSize));
    }

    [Fact]
    public void Further_files_lie_over_the_environment_s_overlay_and_under_variables()
    {
        using var shop = new Shop("""{"train": {"blocks": 1, "heads": 1, "length": 10, "batch_size": 1}}""")
            .File("recsys.local.json", """{"train": {"heads": 2, "length": 20, "batch_size": 2}}""")
            .File("tune/winner.json", """{"train": {"length": 30, "batch_size": 3}}""")
            .File("last.json", """{"train": {"batch_size": 4}}""");
        var request = shop.Request(("RECSYS__TRAIN__LENGTH", "40")) with { Overlays = ["tune/winner.json", "last.json"] };
        var settings = SettingsLoader.Load(request);
        Assert.Equal((1, 2, 40, 4), (settings.Train.Blocks, settings.Train.Heads, settings.Train.Length, settings.Train.BatchSize));
        Assert.Contains("no such settings file", Assert.Single(shop.Mistakes(request with { Overlays = ["absent.json"] })).Message);
    }

    [Fact]
    public void Objects_merge_by_key_and_null_removes()
    {
        using var shop = new Shop(
            """{"verify": {"gates": {"a": {"at_least": 0.1}, "b": {"at_least": 0.2}}}, "deploy": {"context": "test", "replicas": 5}}"""
        ).File(
            "recsys.local.json",
            """{"verify": {"gates": {"a": null, "b": {"task": "search"}, "c": {}}}, "deploy": {"context": null, "replicas": null}}"""
        );
        var settings = shop.Load();
        Assert.Equal(["b", "c"], settings.Verify.Gates.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new GateSettings { Task = "search", AtLeast = 0.2 }, settings.Verify.Gates["b"]);
        Assert.Null(settings.Deploy.Context);
        Assert.Equal(new DeploySettings().Replicas, settings.Deploy.Replicas);
    }

    [Fact]
    public void A_column_may_turn_from_a_name_into_an_expression_and_back()
    {
        using var shop = new Shop("""{"data": {"products": {"columns": {"price": "UnitPrice", "title": {"sql": "upper(t)"}}}}}""")
            .File("recsys.local.json", """{"data": {"products": {"columns": {"price": {"sql": "p / 100"}, "title": "t"}}}}""");
        var columns = shop.Load().Data.Products.Lead.Columns;
        Assert.Equal(new ColumnSource { Sql = "p / 100" }, columns["price"]);
        Assert.Equal(new ColumnSource { Column = "t" }, columns["title"]);
    }

    [Fact]
    public void Comments_trailing_commas_byte_order_mark_and_the_schema_key_are_allowed()
    {
        using var shop = new Shop("\uFEFF// the shop\n{ \"$schema\": \"./recsys.schema.json\", /* name */ \"name\": \"mine\", }");
        Assert.Equal("mine", shop.Load().Name);
    }

    [Fact]
    public void The_environment_is_the_requested_one_else_the_variable_else_local()
    {
        using var shop = new Shop()
            .File("recsys.local.json", """{"name": "from-local"}""")
            .File("recsys.test.json", """{"name": "from-test"}""")
            .File("recsys.prod.json", """{"name": "from-prod"}""");
        Assert.Equal("from-local", shop.Load().Name);
        Assert.Equal("from-local", shop.Load(("RECSYS_ENVIRONMENT", "")).Name);
        Assert.Equal("from-test", shop.Load(("recsys_environment", "test")).Name);
        Assert.Equal("from-prod", SettingsLoader.Load(shop.Request(("RECSYS_ENVIRONMENT", "test")) with { Environment = "prod" }).Name);
    }

    [Fact]
    public void The_overlay_is_named_after_the_settings_file_and_lies_beside_it()
    {
        using var shop = new Shop().File("shops/books.json", """{"name": "books"}""").File("shops/books.prod.json", """{"seed": 7}""");
        var settings = SettingsLoader.Load(shop.Request() with { File = "shops/books.json", Environment = "prod" });
        Assert.Equal(("books", 7), (settings.Name, settings.Seed));
    }

    [Theory]
    [InlineData("RECSYS__DEPLOY__REPLICAS", "7")]
    [InlineData("recsys__deploy__replicas", "7")]
    [InlineData("Recsys__Deploy", """{"replicas": 7}""")]
    public void Variables_set_numbers_and_sections_in_any_case(string name, string value)
    {
        using var shop = new Shop();
        Assert.Equal(7, shop.Load((name, value)).Deploy.Replicas);
    }

    [Fact]
    public void Variables_take_the_type_of_their_setting()
    {
        using var shop = new Shop("""{"verify": {"gates": {"Keep": {"at_least": 0}}}, "deploy": {"context": "old"}}""");
        var settings = shop.Load(
            ("RECSYS__NAME", "2026"),
            ("RECSYS__RECOMMEND__REPEATS", "False"),
            ("RECSYS__TRAIN__DROPOUT", "0.5"),
            ("RECSYS__DATA__EVENTS__COLUMNS__USER_ID", "CustomerID"),
            ("RECSYS__DATA__EVENTS__COLUMNS__QUANTITY", """{"sql": "abs(q)"}"""),
            ("RECSYS__VERIFY__GATES__KEEP__AT_LEAST", "-0.5"),
            ("RECSYS__DEPLOY__CONTEXT", "null"),
            ("RECSYS__DEPLOY__REPLICAS", ""),
            ("RECSYS_OTHER", "not a setting"));
        Assert.Equal("2026", settings.Name);
        Assert.False(settings.Recommend.Repeats);
        Assert.Equal(0.5, settings.Train.Dropout);
        Assert.Equal("CustomerID", settings.Data.Events!.Columns["user_id"].Column);
        Assert.Equal("abs(q)", settings.Data.Events.Columns["quantity"].Sql);
        Assert.Equal(-0.5, Assert.Single(settings.Verify.Gates).Value.AtLeast);
        Assert.Null(settings.Deploy.Context);
        Assert.Equal(2, settings.Deploy.Replicas);
    }
}
