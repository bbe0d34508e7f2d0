using CsCheck;
using Recsys.Contracts.Faults;
using Xunit;

namespace Recsys.Settings.Tests;

public sealed class MistakeTests
{
    /// <summary>Settings, the path at fault, and words of the message.</summary>
    public static TheoryData<string, string, string> Single =>
        new()
        {
            { """{"trian": {}}""", "trian", "did you mean \"train\"?" },
            { """{"train": {"drop_out": 0.1}}""", "train.drop_out", "did you mean \"dropout\"?" },
            { """{"train": {"nonsense_name": 1}}""", "train.nonsense_name", "known here: dimensions, blocks" },
            { """{"dropout": 0.1}""", "dropout", "did you mean \"train.dropout\"?" },
            { """{"deploy": {"replica": null}}""", "deploy.replica", "did you mean \"replicas\"?" },
            { """{"verify": {"gates": {"g": {"metrik": "mrr"}}}}""", "verify.gates.g.metrik", "did you mean \"metric\"?" },
            {
                """{"train": {"blocks": "two"}}""",
                "train.blocks",
                "expected a whole number, found \"two\". Remedy: write a whole number from 1 to 8 (default 2)"
            },
            { """{"train": {"blocks": 1.5}}""", "train.blocks", "1.5 is not a whole number" },
            { """{"train": {"blocks": 1e0}}""", "train.blocks", "without a decimal point or exponent" },
            { """{"train": []}""", "train", "expected an object, found a list" },
            { """{"recommend": {"repeats": 1}}""", "recommend.repeats", "expected true or false, found 1" },
            { """{"name": {}}""", "name", "expected text, found an object" },
            { """{"data": {"events": {"columns": {"user_id": 3}}}}""", "data.events.columns.user_id", "expected text or an object" },
            { """{"data": {"events": {"columns": {"user_id": {}}}}}""", "data.events.columns.user_id.sql", "is missing" },
            {
                """{"data": {"events": {"columns": {"user_id": {"sql": 3}}}}}""",
                "data.events.columns.user_id.sql",
                "expected text, found 3"
            },
            {
                """{"data": {"events": {"columns": {"user_id": {"sqll": "a", "sql": "b"}}}}}""",
                "data.events.columns.user_id.sqll",
                "did you mean \"sql\"?"
            },
            {
                """{"train": {"dropout": 0.95}}""",
                "train.dropout",
                "0.95 is out of range. Remedy: write a number from 0 to 0.9 (default 0.2)"
            },
            { """{"seed": 99999999999}""", "seed", "out of range" },
            { """{"train": {"dropout": 1e999}}""", "train.dropout", "out of range" },
            { """{"quantize": {"tables": "int9"}}""", "quantize.tables", "did you mean \"int8\"? Remedy: choose one of int8, float32" },
            { """{"data": {"products": {"from": "searches"}}}""", "data.products.from", "choose one of events" },
            { """{"name": "My Shop"}""", "name", "\"My Shop\" does not match" },
            { """{"name": "shop\n"}""", "name", "does not match" },
            { """{"train": {"heads": 3}}""", "train.heads", "3 heads do not divide 64 dimensions" },
            { """{"train": {"dimensions": 80}}""", "train.dimensions", "80 is not a multiple of 32. Remedy: write 96" },
            {
                """{"verify": {"slices": {"s": {"by": "history", "values": ["a", 2]}}}}""",
                "verify.slices.s.values",
                "expected text, found 2"
            },
            {
                """{"verify": {"slices": {"s": {"values": ["a"]}}}}""",
                "verify.slices.s.by",
                "the slice has no attribute. Remedy: set by"
            },
            { """{"verify": {"slices": {"s": {"by": "history"}}}}""", "verify.slices.s.values", "either some values or a range" },
            {
                """{"verify": {"slices": {"s": {"by": "history", "values": ["a"], "to": 3}}}}""",
                "verify.slices.s.values",
                "either some values or a range"
            },
            {
                """{"verify": {"slices": {"s": {"by": "history", "from": 4, "to": 3}}}}""",
                "verify.slices.s.from",
                "4 is greater than to 3"
            },
            { """{"data": {"validation_from": 0.9}}""", "data.test_from", "0.9 is not greater than validation_from 0.9" },
            { """{"data": {"as_of": "yesterday"}}""", "data.as_of", "is not an ISO 8601 time" },
            { """{"data": {"sample": {"from": "2026-02-30"}}}""", "data.sample.from", "is not a day of the calendar" },
            { """{"data": {"source": "tables", "events": {}}}""", "data.events.path", "set data.events.path" },
            {
                """{"data": {"source": "tables", "products": {}}}""",
                "data.products.path",
                "set data.products.path, or data.products.from"
            },
            { """{"data": {"source": "tables", "searches": {}}}""", "data.searches.path", "leave data.searches out" },
            {
                """{"data": {"events": {"path": "e.csv", "from": "events"}}}""",
                "data.events.from",
                "only data.products can be derived"
            },
            {
                """{"data": {"products": {"path": "p.csv", "from": "events"}}}""",
                "data.products.from",
                "remove data.products.path or data.products.from"
            },
            { """{"deploy": {"target": "kubernetes"}, "image": {"reference": "r/s:1"}}""", "deploy.context", "set deploy.context" },
            { """{"deploy": {"target": "kubernetes", "context": "c"}}""", "image.reference", "set image.reference" },
            { """{"deploy": {"port": 8001}}""", "deploy.management_port", "both ports are 8001" },
            {
                """{"verify": {"gates": {"g": {"task": "search", "against": "item_knn"}}}}""",
                "verify.gates.g.against",
                "item_knn recommends for users"
            },
            {
                """{"verify": {"gates": {"g": {"task": "search", "against": "own_frequency"}}}}""",
                "verify.gates.g.against",
                "own_frequency recommends for users"
            },
            { """{"verify": {"gates": {"g": {"against": "bm25"}}}}""", "verify.gates.g.against", "bm25 answers queries" },
            { """{"tune": {"space": {}}}""", "tune.space", "there is nothing to tune" },
            {
                """{"tune": {"space": {"learning_rat": {"from": 1, "to": 2}}}}""",
                "tune.space.learning_rat",
                "did you mean \"learning_rate\"? Remedy: use one of dimensions, blocks"
            },
            {
                """{"tune": {"space": {"train.dropout": {"from": 0.1, "to": 0.2}}}}""",
                "tune.space.train.dropout",
                "did you mean \"dropout\"?"
            },
            {
                """{"tune": {"space": {"refit": {"choices": [true]}}}}""",
                "tune.space.refit",
                "no setting of this name that can be tuned"
            },
            { """{"tune": {"space": {"dropout": {"from": "a", "to": 0.2}}}}""", "tune.space.dropout.from", "expected a number" },
            {
                """{"tune": {"space": {"dropout": {"choices": [{}]}}}}""",
                "tune.space.dropout.choices",
                "expected a number or text or true or false, found an object"
            },
            { """{"tune": {"space": {"dropout": {}}}}""", "tune.space.dropout", "lacks an end of its range" },
            { """{"tune": {"space": {"dropout": {"from": 0.1}}}}""", "tune.space.dropout", "lacks an end of its range" },
            {
                """{"tune": {"space": {"dropout": {"from": 0.3, "to": 0.2}}}}""",
                "tune.space.dropout.from",
                "0.3 is greater than to 0.2"
            },
            {
                """{"tune": {"space": {"dropout": {"from": 0, "to": 0.2, "scale": "log"}}}}""",
                "tune.space.dropout.from",
                "a log scale has no 0"
            },
            {
                """{"tune": {"space": {"dropout": {"from": 0, "to": 0.95}}}}""",
                "tune.space.dropout.to",
                "train.dropout: 0.95 is out of range"
            },
            {
                """{"tune": {"space": {"blocks": {"from": 1.5, "to": 3}}}}""",
                "tune.space.blocks.from",
                "train.blocks: 1.5 is not a whole number"
            },
            {
                """{"tune": {"space": {"dimensions": {"choices": [64, 80]}}}}""",
                "tune.space.dimensions.choices",
                "80 is not a multiple of 32"
            },
            {
                """{"tune": {"space": {"memory.weights": {"choices": ["eas"]}}}}""",
                "tune.space.memory.weights.choices",
                "did you mean \"ease\"?"
            },
            {
                """{"tune": {"space": {"memory.weights": {"from": 1, "to": 2}}}}""",
                "tune.space.memory.weights",
                "train.memory.weights is no number"
            },
            { """{"tune": {"space": {"blocks": {"choices": []}}}}""", "tune.space.blocks.choices", "has no value" },
            {
                """{"tune": {"space": {"blocks": {"choices": [1], "to": 2}}}}""",
                "tune.space.blocks.choices",
                "either choices or a range"
            },
            {
                """{"tune": {"space": {"blocks": {"from": 1, "to": 2, "scale": "lin"}}}}""",
                "tune.space.blocks.scale",
                "choose one of linear, log"
            },
            { """{"tune": {"trials": 0}}""", "tune.trials", "out of range" },
            { """{"seed": 1, "seed": 2}""", "seed", "set twice in one file, first in line 2" },
        };

    [Theory]
    [MemberData(nameof(Single))]
    public void A_mistake_names_its_path_its_line_and_a_remedy(string settings, string path, string words)
    {
        using var shop = new Shop("\n" + settings);
        var mistake = Assert.Single(shop.Mistakes());
        Assert.Equal(path, mistake.Path);
        Assert.Equal("recsys.json:2", mistake.Origin);
        Assert.Contains(words, mistake.Message);
        Assert.Contains("Remedy: ", mistake.Message);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once_each_with_its_origin()
    {
        using var shop = new Shop("{\n\"train\": {\n\"dropout\": 2,\n\"heads\": 3},\n\"data\": {\"as_of\": \"?\"}}")
            .File("recsys.prod.json", """{"imgae": {}}""");
        var mistakes = shop.Mistakes(shop.Request(("RECSYS__SEED", "many"), ("RECSYS__DEPLOY__PROT", "80")) with
        {
            Environment = "prod",
            Overrides = [new("deploy.replicas", "0", "--replicas")],
        });
        Assert.Equal(
            [
                ("data.as_of", "recsys.json:5"),
                ("deploy.prot", "RECSYS__DEPLOY__PROT"),
                ("deploy.replicas", "--replicas"),
                ("imgae", "recsys.prod.json:1"),
                ("seed", "RECSYS__SEED"),
                ("train.dropout", "recsys.json:3"),
                ("train.heads", "recsys.json:4"),
            ],
            mistakes.Select(mistake => (mistake.Path, mistake.Origin)).Order());
        var text = new SettingsException(mistakes).Message;
        Assert.All(mistakes, mistake => Assert.Contains(mistake.ToString(), text));
    }

    [Fact]
    public void Whatever_is_written_wherever_the_answer_is_settings_or_mistakes()
    {
        using var shop = new Shop();
        string[] paths =
        [
            "name",
            "seed",
            "data",
            "data.source",
            "data.events",
            "data.events.columns",
            "data.events.columns.user_id",
            "data.events.columns.user_id.sql",
            "data.searches",
            "data.as_of",
            "train.dropout",
            "train.heads",
            "recommend.repeats",
            "verify.gates",
            "verify.gates.g",
            "verify.gates.g.against",
            "deploy.target",
            "no.such",
            "",
        ];
        string[] texts =
        [
            "null",
            "{}",
            "[]",
            "[null]",
            "{\"sql\": 3}",
            "{\"a\": null}",
            "{\"a\": {\"b\": [1]}}",
            "-1",
            "2.0",
            "1e999",
            "99999999999999999999",
            "true",
            "\"x\"",
            "x",
            "tables",
            "",
            "{",
        ];
        Gen.Select(Gen.OneOf(paths), Gen.OneOf(texts), (path, text) => new SettingsOverride(path, text, "--x"))
            .Array[1, 4]
            .Sample(
                overrides =>
                {
                    try
                    {
                        Assert.NotNull(SettingsLoader.Load(shop.Request() with { Overrides = overrides }));
                    }
                    catch (SettingsException e)
                    {
                        Assert.All(e.Mistakes, mistake => Assert.Contains("Remedy: ", mistake.Message));
                    }
                },
                iter: 300,
                threads: 1
            );
    }

    [Fact]
    public void A_rule_over_a_setting_that_is_wrong_by_itself_stays_silent()
    {
        using var shop = new Shop("""{"train": {"dimensions": "many", "heads": 3}}""");
        Assert.Equal("train.dimensions", Assert.Single(shop.Mistakes()).Path);
    }

    [Theory]
    [InlineData("{\n  \"名字\": \"店\", oops\n}", 2, 14)]
    [InlineData("{ \"name\": \"a\" ", 1, 15)]
    [InlineData("{ \"name\": 'a' }", 1, 11)]
    [InlineData("[]", 1, 1)]
    [InlineData("", 1, 1)]
    [InlineData("{}\n{}", 2, 1)]
    public void A_syntax_error_names_line_and_column(string text, int line, int column)
    {
        using var shop = new Shop(text);
        var mistake = Assert.Single(shop.Mistakes());
        Assert.Equal(("", "recsys.json"), (mistake.Path, mistake.Origin));
        Assert.StartsWith($"line {line}, column {column}: ", mistake.Message);
    }

    [Fact]
    public void A_syntax_error_does_not_hide_the_mistakes_of_the_other_layers()
    {
        using var shop = new Shop("{").File("recsys.local.json", """{"sede": 1}""");
        Assert.Equal(["", "sede"], shop.Mistakes().Select(mistake => mistake.Path));
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_named()
    {
        using var shop = new Shop();
        File.WriteAllBytes(Path.Combine(shop.Root, "recsys.json"), [(byte)'{', 0xC3, 0x28, (byte)'}']);
        Assert.Contains("not valid UTF-8", Assert.Single(shop.Mistakes()).Message);
    }

    [Fact]
    public void A_missing_settings_file_is_named_with_its_folder()
    {
        using var shop = new Shop();
        var mistake = Assert.Single(shop.Mistakes(shop.Request() with { File = "other.json" }));
        Assert.Equal("other.json", mistake.Origin);
        Assert.Contains(shop.Root, mistake.Message);
    }

    [Theory]
    [InlineData("--environment")]
    [InlineData("RECSYS_ENVIRONMENT")]
    public void A_chosen_environment_without_overlay_is_a_mistake_that_names_those_there_are(string by)
    {
        using var shop = new Shop().File("recsys.staging.json", "{}");
        var mistake = Assert.Single(
            shop.Mistakes(by[0] == '-' ? shop.Request() with { Environment = "stagin" } : shop.Request((by, "stagin")))
        );
        Assert.Equal(by, mistake.Origin);
        Assert.Contains("did you mean \"staging\"?", mistake.Message);
        Assert.Contains("choose one of local, staging.", mistake.Message);
    }

    [Fact]
    public void An_environment_cannot_lead_out_of_the_folder()
    {
        using var shop = new Shop();
        Assert.Contains(
            "no name of an environment",
            Assert.Single(shop.Mistakes(shop.Request() with { Environment = "../../etc" })).Message
        );
    }
}
