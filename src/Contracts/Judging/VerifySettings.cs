using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Recsys.Contracts.Judging;

/// <summary>What Verify measures and demands.</summary>
public record VerifySettings
{
    [Description("Depth to which rankings are recorded; recall@20 needs at least 20.")]
    [Range(20, 1000)]
    public int Depth { get; init; } = 100;

    [Description("At most this many users are scored, chosen by the seed; 0 for all.")]
    [Range(0, int.MaxValue)]
    public int MaxUsers { get; init; }

    [Description("L2 regularization of the baseline ease; 0 leaves it out, as a catalogue of more than 20,000 products does.")]
    [Range(0.0, 1_000_000.0)]
    public double EaseLambda { get; init; } = 50;

    [Description("Bootstrap resamples behind each interval.")]
    [Range(2_000, 100_000)]
    public int Resamples { get; init; } = 2_000;

    [Description("File of queries and users with what must and must not be shown to them, relative to this file; none without it.")]
    public string? Golden { get; init; }

    [Description(
        "What follows where something is served that no evidence covers, neither score rows nor golden queries: warn says so first in "
            + "console and report; refuse makes it not enough evidence (exit code 4)."
    )]
    [AllowedValues("warn", "refuse")]
    public string Unmeasured { get; init; } = "warn";

    [Description(
        "What follows where the gates are not those that were registered when the training began: warn says so in the "
            + "verdict's first line; required makes it not enough evidence (exit code 4)."
    )]
    [AllowedValues("warn", "required")]
    public string Preregistered { get; init; } = "warn";

    [Description(
        "Folder of the bundle now in production, which a gate may compare with, relative to this file. Without it: the bundle that the "
            + "last successful Deploy brought into service."
    )]
    public string? Champion { get; init; }

    [Description(
        "Slices of users and queries by name, shown beside the whole and usable in gates. Without any: those that are found by default "
            + "(docs/artifacts.md)."
    )]
    public Dictionary<string, SliceSettings> Slices { get; init; } = [];

    [Description("Gates by name, all of which must hold. Without any gate Verify refuses.")]
    public Dictionary<string, GateSettings> Gates { get; init; } = [];
}
