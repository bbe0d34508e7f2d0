using System.ComponentModel;
using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Reports;

/// <summary>What is different from when a bundle passed before.</summary>
public sealed record ChangesSince
{
    [Description("Hash of the bundle that passed.")]
    public required string Bundle { get; init; }

    [Description("Whether it is the one in production.")]
    public required bool IsChampion { get; init; }

    [Description("When it passed, by whom, and from which commit.")]
    public required Circumstances Circumstances { get; init; }

    [Description("Settings that are not the same.")]
    public required IReadOnlyList<ChangedSetting> Settings { get; init; }

    [Description("Gates whose settings come from another file, variable or argument.")]
    public required IReadOnlyList<string> Origins { get; init; }

    [Description("Source folders that are not the same.")]
    public required IReadOnlyList<string> Code { get; init; }

    /// <summary>Compares with the last pass of the champion's bundle, else with the last pass there was.</summary>
    /// <param name="passes">The oldest first.</param>
    /// <param name="champion">Hash of the bundle in production; null for none.</param>
    /// <param name="settings">Settings now: dotted path to JSON.</param>
    /// <param name="code">Source folder to hash, now.</param>
    /// <param name="origins">Gate to where its settings were written, now.</param>
    /// <returns>null where no bundle passed yet.</returns>
    public static ChangesSince? Of(
        IReadOnlyList<PassedVerdict> passes,
        string? champion,
        IReadOnlyDictionary<string, string> settings,
        IReadOnlyDictionary<string, string> code,
        IReadOnlyDictionary<string, string>? origins = null
    )
    {
        if ((passes.LastOrDefault(pass => pass.Bundle == champion) ?? passes.LastOrDefault()) is not { } before) return null;
        return new ChangesSince
        {
            Bundle = before.Bundle,
            IsChampion = before.Bundle == champion,
            Circumstances = before.Circumstances,
            Settings = [.. Different(before.Settings, settings)],
            Code = [.. Different(before.Code, code).Select(folder => folder.Name)],
            Origins = GateOrigins.Changes(before.Origins, origins ?? new Dictionary<string, string>(StringComparer.Ordinal),
                before.Bundle == champion ? "for the champion" : "for the last bundle that passed"),
        };
    }

    private static IEnumerable<ChangedSetting> Different(
        IReadOnlyDictionary<string, string> before,
        IReadOnlyDictionary<string, string> now
    ) =>
        before
            .Keys.Union(now.Keys)
            .Order(StringComparer.Ordinal)
            .Select(name => new ChangedSetting(name, before.GetValueOrDefault(name), now.GetValueOrDefault(name)))
            .Where(one => one.Before != one.Now);
}

/// <summary>One setting before and now; null where it is not set.</summary>
public sealed record ChangedSetting(string Name, string? Before, string? Now);
