using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Settings;

namespace Recsys.Judge.Registration;

/// <summary>The gates and what they are measured by: what must stand before the results are known.</summary>
public static class RegisteredGates
{
    /// <summary><c>sha256:…</c> over the section <c>verify</c>, without where things lie, and over the golden file's content.</summary>
    public static string HashOf(VerifySettings settings) =>
        ContentHash.OfText(
            $"{SettingsHash.Of(settings, "preregistered")}\0{(settings.Golden is { } golden ? GoldenFile.HashOf(golden) : "")}"
        );

    /// <summary>Each gate in one line.</summary>
    public static SortedDictionary<string, string> Lines(VerifySettings settings) =>
        new(
            settings.Gates.ToDictionary(
                gate => gate.Key,
                gate => string.Join(", ", SettingsHash.Values(gate.Key, gate.Value).Select(one => $"{Last(one.Path)} {one.Value}"))
            ),
            StringComparer.Ordinal
        );

    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];
}
