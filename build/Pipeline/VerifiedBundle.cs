using Recsys.Build.Verify;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Pipeline;

/// <summary>The lock before everything that ships: no verdict for exactly these bytes, no image and no rollout.</summary>
public static class VerifiedBundle
{
    /// <exception cref="BuildException">No passing verdict; an outcome of 3 or 4 is recorded where that is the reason.</exception>
    public static Verdict Require(BuildContext context)
    {
        try
        {
            return VerdictCheck.Require(context.Layout.Verify, context.Layout.Bundle, context.Settings.Verify);
        }
        catch (VerdictException e)
        {
            if (e.Fault == VerdictFault.NotPassed)
                context.Outcome.Record(e.Outcome == Verdict.NotEnoughEvidence ? OutcomeKind.NotEnoughEvidence : OutcomeKind.VerifyFailed);
            throw new BuildException($"Refused: {e.Message}", e);
        }
    }

    /// <summary>The image that holds the verified bundle.</summary>
    /// <exception cref="BuildException">There is none, or it holds another bundle.</exception>
    public static ImageInfo RequireImage(BuildContext context)
    {
        var verdict = Require(context);
        var image = ArtifactJson.Read<ImageInfo>(Path.Combine(context.Layout.Image, ImageInfo.FileName));
        if (image.Bundle != verdict.Bundle)
            throw new BuildException($"Refused: {image.Reference} holds the bundle {image.Bundle}, the verdict is about {verdict.Bundle}. Remedy: run DockerBuild again.");
        return image;
    }
}
