using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Settings;

namespace Recsys.Judge.Registration;

/// <summary>The gates and what they are measured by: what must stand before the results are known.</summary>
public static class RegisteredGates
{
    private const string Section = "verify";

    /// <summary><c>sha256:…</c> over the section <c>verify</c>, without where things lie, and over the golden file's content.</summary>
    public static string HashOf(VerifySettings settings) =>
        ContentHash.OfText(
            $"{SettingsHash.Of(settings, "preregistered")}\0{(settings.Golden is { } golden ? GoldenFile.HashOf(golden) : "")}"
        );

    /// <summary>Each gate, and each other setting that counts, in one line.</summary>
    public static SortedDictionary<string, string> Lines(VerifySettings settings)
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, gate) in settings.Gates)
            lines[$"gate '{name}'"] = string.Join(", ", SettingsHash.Values(name, gate).Select(one => $"{Last(one.Path)} {one.Value}"));
        foreach (var (path, value) in SettingsHash.Values(Section, settings with { Gates = [] }))
            if (path != $"{Section}.preregistered") lines[path] = value;
        if (settings.Golden is { } golden) lines[$"{Section}.golden"] = GoldenFile.HashOf(golden);
        return lines;
    }

    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];
}
