using Recsys.Settings;

namespace Recsys.Judge.Reports;

/// <summary>Gates that come from elsewhere than when a bundle passed before: a bound that a variable laid over the file, for one.</summary>
public static class GateOrigins
{
    /// <summary>One sentence for each gate whose file, variable or argument is another; a line that moved does not count.</summary>
    /// <param name="before">Gate to origin, when a bundle passed.</param>
    /// <param name="now">The same now.</param>
    /// <param name="since">Of which bundle.</param>
    public static IReadOnlyList<string> Changes(
        IReadOnlyDictionary<string, string> before,
        IReadOnlyDictionary<string, string> now,
        string since
    ) =>
        [
            .. now.OrderBy(gate => gate.Key, StringComparer.Ordinal)
                .Select(gate => (Name: gate.Key, Before: before.GetValueOrDefault(gate.Key), Now: gate.Value))
                .Where(gate =>
                    gate.Before is not null
                    && ResolvedSettings.WithoutLines(gate.Before) != ResolvedSettings.WithoutLines(gate.Now)
                )
                .Select(gate => $"gate '{gate.Name}' came from {gate.Before} {since}, and comes from {gate.Now} now"),
        ];
}
