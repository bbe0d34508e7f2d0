using Recsys.Build.Image;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Attestation;
using Recsys.Settings;

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
            RequireOwn(context, verdict);
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
        RequireContents(context, image, permit);
        return (image, permit);
    }

    // image.json is only a description: what counts is what the archive itself holds.
    private static void RequireContents(BuildContext context, ImageInfo image, Permit permit)
    {
        var archive = Path.Combine(context.Layout.Image, ImageInfo.ArchiveName);
        try
        {
            var contents = ImageContents.Of(archive);
            if (contents.Digest != image.Digest || contents.Id != image.Id)
                throw new FaultException(
                    $"Refused: {archive} is the image {contents.Digest}, and {ImageInfo.FileName} describes {image.Digest}. "
                        + "Remedy: run DockerBuild again."
                );
            if (contents.Bundle != permit.Verdict.Bundle)
                throw new FaultException(
                    $"Refused: {archive} holds the bundle {contents.Bundle}, the verdict is about {permit.Verdict.Bundle}. "
                        + "Remedy: run DockerBuild again."
                );
            ImageStatement.Require(context.Layout.Attestation, contents.Digest, Predicate(context, permit, contents), context.Trust.VerifyKey);
        }
        catch (Exception e) when (e is ArtifactException or VerdictException)
        {
            throw new FaultException($"Refused: {e.Message}", e);
        }
    }

    /// <summary>Hash of the verdict's file.</summary>
    public static string VerdictHash(BuildContext context) => ContentHash.OfFile(Path.Combine(context.Layout.Verify, Verdict.FileName));

    /// <summary>What a statement says of an image that was made under this permit.</summary>
    public static ImagePredicate Predicate(BuildContext context, Permit permit, ImageContents contents) => new()
    {
        Name = context.Settings.Name,
        Verdict = VerdictHash(context),
        Outcome = permit.Verdict.Outcome,
        Override = permit.OfImage,
        Settings = permit.Verdict.Provenance.Settings,
        Id = contents.Id,
        Bundle = contents.Bundle,
        Server = contents.Server,
        Runtime = contents.Runtime,
        Start = contents.Start,
    };

    // A verdict is about one shop, under its settings, against what was in production: another shop's, or one from before, is none.
    private static void RequireOwn(BuildContext context, Verdict verdict)
    {
        var judged = ArtifactJson.Read<BundleManifest>(Path.Combine(context.Layout.Bundle, BundleManifest.FileName)).Name;
        if (judged != context.Settings.Name)
            throw new FaultException(
                $"Refused: the verdict is about a bundle of the shop {judged}, and these settings are of the shop {context.Settings.Name}. "
                    + "Remedy: run ./build.sh --target=Verify with these settings."
            );
        var now = SettingsHash.Of(context.Settings, JudgedSettings.LeftOut);
        if (verdict.Provenance.Settings != now)
            throw new FaultException(
                $"Refused: the verdict was reached under other settings ({verdict.Provenance.Settings}) than there are now ({now}). "
                    + "Remedy: run ./build.sh --target=Verify."
            );
        if (
            Champion.Folder(context.Settings, context.Layout) is { } folder
            && context.Hashes.OfFolder(folder) is var champion
            && champion != verdict.Champion
            && champion != verdict.Bundle
        )
            throw new FaultException(
                $"Refused: the verdict was reached against the champion {verdict.Champion ?? "none"}, and in production is {champion}. "
                    + "Remedy: run ./build.sh --target=Verify."
            );
        new Releases(context.Layout).RequireCurrent(VerdictHash(context));
    }

    private static string Describe(VerdictOverride? made) =>
        made is null ? "has no override of its verdict" : $"has its verdict overridden ('{made.Reason}')";
}
