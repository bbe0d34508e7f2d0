using Xunit;

namespace Recsys.Settings.Tests;

public sealed class PathTests
{
    [Fact]
    public void Relative_folders_start_from_the_settings_file()
    {
        using var shop = new Shop().File("shops/a.json", """{"artifacts": "../out", "data": {"folder": "tables"}}""");
        var settings = SettingsLoader.Load(shop.Request() with { File = "shops/a.json" });
        Assert.Equal(Path.Combine(shop.Root, "out"), settings.Artifacts);
        Assert.Equal(Path.Combine(shop.Root, "shops", "tables"), settings.Data.Folder);
    }

    [Fact]
    public void A_champion_is_found_from_the_settings_file_and_none_stays_none()
    {
        using var shop = new Shop().File("shops/a.json", """{"verify": {"champion": "../production"}}""").File("shops/b.json", "{}");
        Assert.Equal(
            Path.Combine(shop.Root, "production"),
            SettingsLoader.Load(shop.Request() with { File = "shops/a.json" }).Verify.Champion
        );
        Assert.Null(SettingsLoader.Load(shop.Request() with { File = "shops/b.json" }).Verify.Champion);
    }

    [Fact]
    public void Absolute_folders_stay()
    {
        using var shop = new Shop();
        var settings = shop.Load(("RECSYS__ARTIFACTS", Path.GetTempPath()));
        Assert.Equal(Path.GetTempPath(), settings.Artifacts);
    }

    [Fact]
    public void The_data_argument_starts_from_the_working_directory_and_means_tables()
    {
        using var shop = new Shop().File("shops/a.json", """{"data": {"folder": "elsewhere"}}""");
        var settings = SettingsLoader.Load(
            shop.Request(("RECSYS__DATA__FOLDER", "variable")) with
            {
                File = "shops/a.json",
                Data = "mine",
            }
        );
        Assert.Equal(Path.Combine(shop.Root, "mine"), settings.Data.Folder);
        Assert.Equal("tables", settings.Data.Source);
    }
}
