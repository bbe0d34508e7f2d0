using Cake.Core.Diagnostics;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Reports;

namespace Recsys.Build.Delivery;

/// <summary>Leave to ship one bundle: a pass, or somebody's override of something less.</summary>
/// <param name="Verdict">About the bundle.</param>
/// <param name="Override">null where the verdict is a pass.</param>
public sealed record Permit(Verdict Verdict, VerdictOverride? Override)
{
    /// <summary>What an image carries of the override: no time, on which no bytes may depend.</summary>
    public VerdictOverride? OfImage => Override is null ? null : Override with { At = null };

    /// <summary>Says an override loudly.</summary>
    public Permit Warn(ICakeLog log)
    {
        if (Override is { } made)
            log.Warning(
                "{0}",
                $"OVERRIDDEN: the verdict is {Labels.Outcome(made.Outcome)}, and {made.By} ships the bundle all the same. Reason: "
                    + $"{made.Reason}"
            );
        return this;
    }
}
