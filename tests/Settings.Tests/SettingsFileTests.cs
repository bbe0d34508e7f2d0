using CsCheck;
using Recsys.Contracts.Faults;
using Recsys.Testing;
using Xunit;

namespace Recsys.Settings.Tests;

public sealed class SettingsFileTests
{
    [Fact]
    public void Any_valid_settings_come_back_from_their_file_and_give_the_same_bytes_again()
    {
        using var folder = new TemporaryFolder();
        var (first, second) = (folder.At("first.json"), folder.At("second.json"));
        AnySettings.Any.Sample(settings =>
        {
            SettingsFile.Write(first, settings);
            var read = SettingsFile.Read(first);
            SettingsFile.Write(second, read);
            Assert.Equivalent(settings, read, strict: true);
            Assert.Equal(SettingsHash.Of(settings), SettingsHash.Of(read));
            Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        }, iter: 150, threads: 1);
    }

    [Fact]
    public void The_file_holds_every_setting_and_no_carriage_return()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("new", "settings.json");
        SettingsFile.Write(path, new RecsysSettings { Artifacts = "/店" });
        var text = File.ReadAllText(path);
        Assert.StartsWith("{\n  \"name\": \"shop\",\n  \"seed\": 20260101,\n", text);
        Assert.Contains("\"artifacts\": \"/店\"", text);
        Assert.Contains("\"management_port\": 8001", text);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void No_overlay_changes_a_resolved_file()
    {
        using var shop = new Shop("""{"seed": 1}""").File("recsys.local.json", """{"seed": 2}""");
        Assert.Equal(1, SettingsFile.Read(Path.Combine(shop.Root, "recsys.json")).Seed);
    }

    [Fact]
    public void A_resolved_file_is_validated_too()
    {
        using var shop = new Shop("""{"seeed": 1, "threads": 0}""");
        var e = Assert.Throws<SettingsException>(() => SettingsFile.Read(Path.Combine(shop.Root, "recsys.json")));
        Assert.Equal(["seeed", "threads"], e.Mistakes.Select(mistake => mistake.Path));
    }
}
