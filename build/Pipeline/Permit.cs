using Cake.Core.Diagnostics;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Attestation;
using Recsys.Judge.Reports;

namespace Recsys.Build.Pipeline;

/// <summary>Leave to ship one bundle: a pass, or somebody's override of something less.</summary>
/// <param name="Verdict">About the bundle.</param>
/// <param name="Override">null where the verdict is a pass.</param>
public sealed record Permit(Verdict Verdict, VerdictOverride? Override)
{
    /// <summary>Overrides a verdict that is no pass, for exactly its bundle, and says so in the reports and in the run's record.</summary>
    /// <exception cref="FaultException">This run overrode another bundle's verdict before.</exception>
    public static Permit Overriding(BuildContext context, Verdict verdict, string reason)
    {
        if (context.Pipeline.Overridden is { } bundle && bundle != verdict.Bundle)
            throw new FaultException(
                $"Refused: this run overrides the verdict about the bundle {bundle}, and now the verdict is about {verdict.Bundle}. "
                    + $"Remedy: look at the new verdict, then run again."
            );
        var folder = context.Layout.Verify;
        var name = ArtifactJson.Read<BundleManifest>(Path.Combine(context.Layout.Bundle, BundleManifest.FileName)).Name;
        var made = OverrideStatement.Record(
            folder,
            verdict,
            name,
            reason,
            Environment.UserName is { Length: > 0 } user ? user : "unknown",
            context.Trust.SigningKey,
            context.Clock
        );
        OverrideBanner.Put(folder, made);
        context.Pipeline.Overrides(verdict.Bundle!, made);
        return new Permit(verdict, made);
    }

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
