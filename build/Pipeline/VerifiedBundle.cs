using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Attestation;

namespace Recsys.Build.Pipeline;

/// <summary>The lock before everything that ships: no verdict for exactly these bytes, no image and no rollout.</summary>
public static class VerifiedBundle
{
    /// <summary>Leave to ship the bundle as it is now. An override opens the door to a verdict that is no pass, and to nothing
    /// else.</summary>
    /// <exception cref="FaultException">No passing verdict; an outcome of 3 or 4 is recorded where that is the reason.</exception>
    public static Permit Require(BuildContext context)
    {
        try
        {
            var verdict = VerdictCheck.RequireAuthentic(
                context.Layout.Verify,
                context.Layout.Bundle,
                context.Settings.Verify,
                context.Trust.VerifyKey
            );
            if (verdict.Outcome == Verdict.Pass)
                return new Permit(verdict, null);
            return context.Trust.Override is { } reason
                ? Permit.Overriding(context, verdict, reason)
                : throw VerdictCheck.NotPassed(verdict);
        }
        catch (VerdictException e)
        {
            if (e.Fault == VerdictFault.NotPassed)
                context.Outcome.Record(e.Outcome == Verdict.NotEnoughEvidence ? OutcomeKind.NotEnoughEvidence : OutcomeKind.VerifyFailed);
            throw new FaultException($"Refused: {e.Message}", e);
        }
    }

    /// <summary>The image that holds the verified bundle.</summary>
    /// <exception cref="FaultException">There is none, it holds another bundle, or does not say what was overridden.</exception>
    public static (ImageInfo Image, Permit Permit) RequireImage(BuildContext context)
    {
        var permit = Require(context);
        var image = ArtifactJson.Read<ImageInfo>(Path.Combine(context.Layout.Image, ImageInfo.FileName));
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

    private static string Describe(VerdictOverride? made) =>
        made is null ? "has no override of its verdict" : $"has its verdict overridden ('{made.Reason}')";
}
