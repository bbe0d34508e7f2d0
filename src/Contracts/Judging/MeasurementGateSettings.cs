using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Recsys.Contracts.Judging;

/// <summary>One condition on values that were measured beside the scores, such as latencies or sizes.</summary>
public sealed record MeasurementGateSettings
{
    [Description("How the values are judged: a kind of docs/judge.md.")]
    public string Kind { get; init; } = "";

    [Description("Name of the values in the measurements file.")]
    [RegularExpression("^.+$")]
    public string Of { get; init; } = "";

    [Description("The quantile that is bounded, e.g. 0.99.")]
    [Range(0.0, 1.0)]
    public double? Quantile { get; init; }

    [Description("Smallest acceptable value, in the unit of the values.")]
    public double? AtLeast { get; init; }

    [Description("Largest acceptable value, in the unit of the values.")]
    public double? AtMost { get; init; }
}
