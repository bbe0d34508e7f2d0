using Recsys.Build.Image;
using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Attestation;
using Recsys.Judge.Reports;
using Recsys.Settings;
using Recsys.Steps;

namespace Recsys.Build.Delivery;

/// <summary>The lock before everything that ships: no verdict for exactly these bytes, no image and no rollout.</summary>
/// <param name="layout">The artefacts.</param>
/// <param name="settings">The shop that the verdict must be about, and the settings that it must rest on.</param>
/// <param name="hashes">Hashes of files.</param>
/// <param name="trust">Keys and override of the run.</param>
/// <param name="outcome">Told when the verdict is what stops the run.</param>
/// <param name="run">Told of an override.</param>
/// <param name="clock">For the time of an override.</param>
public sealed class VerifiedBundle(
    ArtifactLayout layout, RecsysSettings settings, HashMemo hashes, Trust trust, Outcome outcome, PipelineRun run, TimeProvider clock)
{
    /// <summary>Leave to ship the bundle as it is now. An override opens the door to a verdict that is no pass, and to nothing
    /// else.</summary>
    /// <exception cref="FaultException">No passing verdict; an outcome of 3 or 4 is recorded where that is the reason.</exception>
    public Permit Require()
    {
        try
        {
            var verdict = VerdictCheck.RequireAuthentic(layout.Verify, layout.Bundle, settings.Verify, trust.VerifyKey);
            RequireOwn(verdict);
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
    /// <param name="read">What the archive holds, where it was read a moment ago; null reads it.</param>
    /// <exception cref="FaultException">There is none, it holds another bundle, or does not say what was overridden.</exception>
    public (ImageInfo Image, Permit Permit) RequireImage(ImageContents? read = null)
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
        RequireContents(image, permit, read);
        return (image, permit);
    }

    /// <summary>Hash of the verdict's file.</summary>
    public string VerdictHash => ContentHash.OfFile(Path.Combine(layout.Verify, Verdict.FileName));

    /// <summary>States what an image holds that was made under a permit.</summary>
    public void Attest(ImageContents contents, Permit permit) =>
        ImageStatement.Write(layout.Attestation, contents.Digest, Predicate(contents, permit), trust.SigningKey);

    private ImagePredicate Predicate(ImageContents contents, Permit permit) =>
        new()
        {
            Name = settings.Name,
            Verdict = VerdictHash,
            Outcome = permit.Verdict.Outcome,
            Override = permit.OfImage,
            Settings = permit.Verdict.Provenance!.Settings,
            Id = contents.Id,
            Bundle = contents.Bundle,
            Server = contents.Server,
            Runtime = contents.Runtime,
            Start = contents.Start,
        };

    // A verdict is about one shop, under its settings, against what was in production: another shop's, or one from before, is none.
    private void RequireOwn(Verdict verdict)
    {
        const string again = "Remedy: run ./build.sh --target=Verify with these settings.";
        var judged = ArtifactJson.Read<BundleManifest>(Path.Combine(layout.Bundle, BundleManifest.FileName)).Name;
        if (judged != settings.Name)
            throw new FaultException(
                $"Refused: the verdict is about a bundle of the shop {judged}, and these settings are of the shop {settings.Name}. {again}"
            );
        var now = SettingsHash.Of(settings, JudgedSettings.LeftOut);
        if (verdict.Provenance!.Settings != now)
            throw new FaultException(
                $"Refused: the verdict was reached under other settings ({verdict.Provenance!.Settings}) than there are now ({now}). "
                    + $"{again}"
            );
        if (
            Champion.Folder(settings, layout) is { } folder
            && hashes.OfFolder(folder) is var champion
            && champion != verdict.Champion
            && champion != verdict.Bundle
        )
            throw new FaultException(
                $"Refused: the verdict was reached against the champion {verdict.Champion ?? "none"}, and in production is {champion}. "
                    + again
            );
        new Releases(layout).RequireCurrent(VerdictHash);
    }

    // image.json is only a description: what counts is what the archive itself holds.
    private void RequireContents(ImageInfo image, Permit permit, ImageContents? read)
    {
        var archive = Path.Combine(layout.Image, ImageInfo.ArchiveName);
        try
        {
            var contents = read ?? ImageContents.Of(archive);
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
            ImageStatement.Require(layout.Attestation, contents.Digest, Predicate(contents, permit), trust.VerifyKey);
        }
        catch (Exception e) when (e is ArtifactException or VerdictException)
        {
            throw new FaultException($"Refused: {e.Message}", e);
        }
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
