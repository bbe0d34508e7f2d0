using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Steps;

/// <summary>The records of a shop's runs: the last one by name, and the last fifty by time.</summary>
/// <param name="layout">The shop's folders.</param>
public sealed class RunRecords(ArtifactLayout layout)
{
    public const int Kept = 50;

    private string Folder => Path.Combine(layout.Root, RunRecord.Folder);

    /// <summary>Adds a record; no record is ever replaced.</summary>
    public void Write(RunRecord record)
    {
        var text = ArtifactJson.Serialize(record);
        var stamp = DateTime
            .Parse(record.Started, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
            .ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        // Several runs may start within one second: each gets the number after the last that is still kept.
        var last = Files()
            .Select(Path.GetFileNameWithoutExtension)
            .LastOrDefault(name => name!.StartsWith(stamp + "-", StringComparison.Ordinal));
        var number =
            last is not null
            && int.TryParse(last.AsSpan(stamp.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var before)
                ? before + 1
                : 1;
        AtomicFile.Write(PathOf(stamp, number), text);
        AtomicFile.Write(Path.Combine(layout.Root, RunRecord.FileName), text);
        foreach (var old in Files().SkipLast(Kept)) File.Delete(old);
    }

    /// <summary>The newest records, the oldest of them first. One that is not readable is left out.</summary>
    public IReadOnlyList<RunRecord> Read(int count) => [.. Files().TakeLast(count).Select(TryRead).OfType<RunRecord>()];

    private string PathOf(string stamp, int number) =>
        Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{stamp}-{number:D4}.json"));

    private IReadOnlyList<string> Files() =>
        Directory.Exists(Folder) ? [.. Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal)] : [];

    private static RunRecord? TryRead(string path)
    {
        try
        {
            var record = ArtifactJson.Read<RunRecord>(path);
            return record.FormatVersion == RunRecord.CurrentVersion ? record : null;
        }
        catch (ArtifactException)
        {
            return null;
        }
    }
}
