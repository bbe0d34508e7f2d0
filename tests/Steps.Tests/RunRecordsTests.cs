using Recsys.Contracts.Artifacts;
using Recsys.Testing;
using Xunit;

namespace Recsys.Steps.Tests;

/// <summary>The records of a shop's runs in their order.</summary>
public sealed class RunRecordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private RunRecords Records => new(new ArtifactLayout(_folder.At("shop")));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fifty_are_kept_in_order_even_of_one_second()
    {
        Assert.Empty(Records.Read(9));
        for (var index = 0; index < 60; index++) Records.Write(Record($"Target{index}", "2026-11-01T10:00:00Z"));

        Assert.Equal(Enumerable.Range(10, 50).Select(index => $"Target{index}"), Records.Read(100).Select(record => record.Target));
        Assert.Equal(["Target58", "Target59"], Records.Read(2).Select(record => record.Target));
        Assert.Equal("Target59", ArtifactJson.Read<RunRecord>(_folder.At("shop", RunRecord.FileName)).Target);
    }

    [Fact]
    public void They_are_named_by_their_start_in_UTC_and_a_number()
    {
        foreach (var started in new[] { "2026-11-01T10:00:00Z", "2026-11-01T12:00:00.25+02:00", "2026-11-01T09:59:59" })
            Records.Write(Record("Train", started));

        Assert.Equal(
            ["20261101T095959Z-0001.json", "20261101T100000Z-0001.json", "20261101T100000Z-0002.json"],
            Directory.GetFiles(_folder.At("shop", RunRecord.Folder)).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("20261101T100000Z-x.json", "{")]
    [InlineData("20261102T100000Z-0001.json", "{")]
    [InlineData("20261102T100000Z-0001.json", """{"format_version":99,"target":"","outcome":"done","started":"","seconds":1,"steps":[]}""")]
    [InlineData("notes.txt", "not a record")]
    public void What_is_no_record_of_this_build_is_left_out_and_left_alone(string name, string text)
    {
        var other = _folder.Write($"shop/{RunRecord.Folder}/{name}", text);

        Records.Write(Record("Train", "2026-11-01T10:00:00Z"));

        Assert.Equal("Train", Assert.Single(Records.Read(9)).Target);
        Assert.Equal(text, File.ReadAllText(other));
    }

    private static RunRecord Record(string target, string started) =>
        new()
        {
            Target = target,
            Outcome = RunRecord.Done,
            Started = started,
            Seconds = 1,
            Steps = [],
        };
}
