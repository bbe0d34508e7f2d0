using System.Text.Json;
using Recsys.Model.Commands;
using Xunit;

namespace Recsys.Model.Tests;

public sealed class CliTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("recsys-cli-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string File(string name) => Path.Combine(_folder.FullName, name);

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (Cli.Run(arguments, output, error), output.ToString(), error.ToString());
    }

    private string Settings(string json)
    {
        System.IO.File.WriteAllText(File("settings.json"), json);
        return File("settings.json");
    }

    [Fact]
    public void Sample_and_ingest_write_their_folders_and_figures()
    {
        var settings = Settings("""{"name": "tiny", "data": {"sample": {"products": 60, "users": 80}}}""");

        var sample = Run("sample", "--settings", settings, "--out", File("tables"));
        var ingest = Run(
            "ingest",
            "--settings",
            settings,
            "--tables",
            File("tables"),
            "--out",
            File("dataset"),
            "--history",
            File("past"),
            "--figures",
            File("figures.json")
        );

        Assert.Equal((0, ""), (sample.Code, sample.Error));
        Assert.Equal((0, ""), (ingest.Code, ingest.Error));
        Assert.Contains("60 products (integer ids)", ingest.Output, StringComparison.Ordinal);
        Assert.True(System.IO.File.Exists(Path.Combine(File("past"), "history.tsv")));
        var figures = JsonSerializer.Deserialize<Dictionary<string, double>>(System.IO.File.ReadAllText(File("figures.json")))!;
        Assert.Equal(60, figures["products"]);
        Assert.Equal(OperatingSystem.IsLinux(), figures["peak_memory_mib"] > 1);
        Assert.Equal(
            figures["events_read"],
            figures["events_kept"] + figures["events_anonymous"] + figures["events_left_out"] + figures["events_rejected"]
        );
    }

    [Theory]
    [InlineData("""{"nmae": "x"}""", "nmae")]
    [InlineData("""{"data": {"max_rejected_share": "much"}}""", "data.max_rejected_share")]
    [InlineData("""{"data": """, "settings.json")]
    public void Settings_that_cannot_be_read_end_with_2(string json, string expected)
    {
        var (code, _, error) = Run("sample", "--settings", Settings(json), "--out", File("tables"));

        Assert.Equal(2, code);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ingest", "--out", "x")]
    [InlineData("sample", "--settings", "/nowhere/settings.json", "--out", "x")]
    public void A_wrong_command_line_ends_with_2(params string[] arguments)
    {
        var (code, _, error) = Run(arguments);

        Assert.Equal(2, code);
        Assert.All(error.TrimEnd().Split('\n'), line => Assert.StartsWith("error: ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_bad_table_ends_with_1_and_one_line()
    {
        var (code, _, error) = Run(
            "ingest",
            "--settings",
            Settings("""{"data": {"source": "tables", "folder": "mine"}}"""),
            "--out",
            File("dataset")
        );

        Assert.Equal(1, code);
        var line = Assert.Single(error.TrimEnd().Split('\n'));
        Assert.StartsWith($"error: {Path.Combine(File("mine"), "products.csv")} is missing", line, StringComparison.Ordinal);
    }
}
