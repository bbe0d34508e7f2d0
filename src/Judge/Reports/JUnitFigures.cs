using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Reports;

/// <summary>A gate's figures by name, as <c>verdict.json</c> has them.</summary>
internal static class JUnitFigures
{
    public static IReadOnlyList<(string Name, string Value)> Of(GateResult gate) =>
        [
            .. new (string Name, double? Value)[]
            {
                ("at_least", gate.AtLeast),
                ("at_most", gate.AtMost),
                ("count", gate.Count),
                ("estimate", Measured(gate, gate.Estimate)),
                ("lower_bound", Measured(gate, gate.LowerBound)),
                ("upper_bound", Measured(gate, gate.UpperBound)),
                ("lower", Measured(gate, gate.Lower)),
                ("upper", Measured(gate, gate.Upper)),
                ("fail_probability", Measured(gate, gate.FailProbability)),
                ("margin80", gate.Margin80),
                ("margin95", gate.Margin95),
            }
                .Where(figure => figure.Value is not null)
                .Select(figure => (figure.Name, figure.Value!.Value.ToString("R", CultureInfo.InvariantCulture))),
        ];

    private static double? Measured(GateResult gate, double figure) => gate.Count == 0 ? null : figure;
}
