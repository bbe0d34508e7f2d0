using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Xunit;

namespace Recsys.Settings.Tests;

public sealed class SettingsHashTests
{
    [Fact]
    public void Equal_sections_have_equal_hashes_whatever_the_order_of_their_entries()
    {
        var (a, b) = (new GateSettings { AtLeast = 0.1 }, new GateSettings { Task = "search" });
        Assert.Equal(
            SettingsHash.Of(new VerifySettings { Gates = new() { ["a"] = a, ["b"] = b } }),
            SettingsHash.Of(new VerifySettings { Gates = new() { ["b"] = b, ["a"] = a } }));
    }

    [Fact]
    public void Every_setting_counts_but_not_where_the_folders_lie()
    {
        var settings = new RecsysSettings();
        var elsewhere = settings with { Artifacts = "/elsewhere", Data = settings.Data with { Folder = "/elsewhere" } };
        Assert.Equal(SettingsHash.Of(settings), SettingsHash.Of(elsewhere));
        Assert.Equal(SettingsHash.Of(settings.Data), SettingsHash.Of(elsewhere.Data));
        Assert.NotEqual(SettingsHash.Of(settings.Train), SettingsHash.Of(settings.Train with { Dropout = 0.21 }));
        Assert.NotEqual(SettingsHash.Of(settings.Data), SettingsHash.Of(settings.Data with { AsOf = "2026-05-01" }));
    }

    [Fact]
    public void Settings_left_out_do_not_count_and_must_exist()
    {
        var data = new DataSettings();
        var other = data with { HistoryLength = 7, Sample = new SampleSettings { Days = 99 } };
        Assert.Equal(SettingsHash.Of(data, "history_length", "sample.days"), SettingsHash.Of(other, "history_length", "sample.days"));
        Assert.NotEqual(SettingsHash.Of(data, "history_length"), SettingsHash.Of(other, "history_length"));
        Assert.Contains("histroy_length", Assert.Throws<ArgumentException>(() => SettingsHash.Of(data, "histroy_length")).Message);
    }

    [Fact]
    public void The_values_name_every_setting_that_counts()
    {
        Assert.Equal(
            [("prune.fine_tune_epochs", "1"), ("prune.keep", "0.5"), ("prune.learning_rate", "0.0003")],
            SettingsHash.Values("prune", new PruneSettings())
        );
        var data = new DataSettings
        {
            Folder = "/somewhere",
            Events = new()
            {
                Path = "é.csv",
                Columns = new() { ["type"] = new() { Sql = "'a'" } },
            },
        };
        var values = SettingsHash.Values("data", data).ToDictionary(value => value.Path, value => value.Value);
        Assert.Equal("\"é.csv\"", values["data.events.path"]);
        Assert.Equal("\"'a'\"", values["data.events.columns.type.sql"]);
        Assert.DoesNotContain("data.folder", values.Keys);
        Assert.DoesNotContain("data.as_of", values.Keys);
        Assert.All(values.Values, value => Assert.DoesNotContain('\n', value));
    }

    [Fact]
    public void The_hash_is_that_of_the_canonical_text()
    {
        Assert.Equal(ContentHash.OfText("""{"repeats":true}"""), SettingsHash.Of(new RecommendSettings()));
        Assert.Equal(
            ContentHash.OfText("""{"fine_tune_epochs":1,"keep":0.5,"learning_rate":0.0003}"""),
            SettingsHash.Of(new PruneSettings())
        );
        Assert.Equal(ContentHash.OfText("7"), SettingsHash.Of(7));
    }
}
