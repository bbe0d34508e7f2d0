using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Judge.Attestation;
using Recsys.Judge.Reports;
using Recsys.Steps;

namespace Recsys.Build.Delivery;

/// <summary>The lock before everything that ships: no verdict for exactly these bytes, no image and no rollout.</summary>
/// <param name="layout">The artefacts.</param>
/// <param name="verify">The gates and checks that the verdict must rest on.</param>
/// <param name="trust">Keys and override of the run.</param>
/// <param name="outcome">Told when the verdict is what stops the run.</param>
/// <param name="run">Told of an override.</param>
/// <param name="clock">For the time of an override.</param>
public sealed class VerifiedBundle(
    ArtifactLayout layout, VerifySettings verify, Trust trust, Outcome outcome, PipelineRun run, TimeProvider clock)
{
    /// <summary>Leave to ship the bundle as it is now. An override opens the door to a verdict that is no pass, and to nothing
    /// else.</summary>
    /// <exception cref="FaultException">No passing verdict; an outcome of 3 or 4 is recorded where that is the reason.</exception>
    public Permit Require()
    {
        try
        {
            var verdict = VerdictCheck.RequireAuthentic(layout.Verify, layout.Bundle, verify, trust.VerifyKey);
            if (verdict.Outcome == Verdict.Pass)
                return new Permit(verdict, null);
            return trust.Override is { } reason ? Overriding(verdict, reason) : throw VerdictCheck.NotPassed(verdict);
        }
        catch (VerdictException e)
        {
            if (e.Fault == VerdictFault.NotPassed)
                outcome.Record(e.Outcome == Verdict.NotEnoughEvidence ? OutcomeKind.NotEnoughEvidence : OutcomeKind.VerifyFailed);
            throw new FaultException($"Refused: {e.Message}", e);
        }
    }

    /// <summary>The image that holds the verified bundle.</summary>
    /// <exception cref="FaultException">There is none, it holds another bundle, or does not say what was overridden.</exception>
    public (ImageInfo Image, Permit Permit) RequireImage()
    {
        var permit = Require();
        var image = ArtifactJson.Read<ImageInfo>(Path.Combine(layout.Image, ImageInfo.FileName));
        if (image.Bundle != permit.Verdict.Bundle)
            throw new FaultException(
                $"Refused: {image.Reference} holds the bundle {image.Bundle}, the verdict is about {permit.Verdict.Bundle}. Remedy: run "
                    + $"DockerBuild again."
            );
        if ((image.Override?.Outcome, image.Override?.Reason) != (permit.Override?.Outcome, permit.Override?.Reason))
        {
            throw new FaultException($"Refused: {image.Reference} {Describe(image.Override)}, but this run {Describe(permit.Override)}. "
                + $"Remedy: run DockerBuild again{(permit.Override is null ? "" : " with the same override")}.");
        }
        return (image, permit);
    }

    // Overrides a verdict that is no pass, for exactly its bundle, and says so in the reports and in the run's record.
    private Permit Overriding(Verdict verdict, string reason)
    {
        if (run.Overridden is { } bundle && bundle != verdict.Bundle)
            throw new FaultException(
                $"Refused: this run overrides the verdict about the bundle {bundle}, and now the verdict is about {verdict.Bundle}. "
                    + $"Remedy: look at the new verdict, then run again."
            );
        var name = ArtifactJson.Read<BundleManifest>(Path.Combine(layout.Bundle, BundleManifest.FileName)).Name;
        var by = Environment.UserName is { Length: > 0 } user ? user : "unknown";
        var made = OverrideStatement.Record(layout.Verify, verdict, name, reason, by, trust.SigningKey, clock);
        OverrideBanner.Put(layout.Verify, made);
        run.Overrides(verdict.Bundle!, made);
        return new Permit(verdict, made);
    }

    private static string Describe(VerdictOverride? made) =>
        made is null ? "has no override of its verdict" : $"has its verdict overridden ('{made.Reason}')";
}
