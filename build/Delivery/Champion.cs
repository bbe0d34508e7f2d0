using Cake.Core.Diagnostics;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Settings;

namespace Recsys.Build.Delivery;

/// <summary>The bundle now in production, which a new one has to stand up to.</summary>
public static class Champion
{
    /// <summary>Its folder; null where nothing was brought into service yet and the settings name none.</summary>
    /// <exception cref="FaultException">The settings name a folder that holds no bundle.</exception>
    public static string? Folder(RecsysSettings settings, ArtifactLayout layout)
    {
        if (settings.Verify.Champion is not { } named) return Directory.Exists(layout.Champion) ? layout.Champion : null;
        return File.Exists(Path.Combine(named, BundleManifest.FileName))
            ? named
            : throw new FaultException(
                $"verify.champion is {named}, where there is no bundle ({BundleManifest.FileName} is missing). "
                    + "Remedy: name the folder of the bundle in production, or leave verify.champion out to compare with what the last "
                    + "Deploy brought into service."
            );
    }

    /// <summary>Keeps a copy of the bundle that is ready in service from now on. One that is kept already stays as it is.</summary>
    /// <param name="layout">The artefacts.</param>
    /// <param name="bundle">Hash of the bundle inside the image that serves.</param>
    /// <param name="log">Told when it changed.</param>
    /// <exception cref="FaultException">The bundle folder holds other bytes by now; the champion stays as it was.</exception>
    public static void Keep(ArtifactLayout layout, string bundle, ICakeLog log)
    {
        AtomicFolder.Recover(layout.Champion);
        if (Directory.Exists(layout.Champion) && ContentHash.OfFolder(layout.Champion) == bundle) return;
        using var copy = new AtomicFolder(layout.Champion);
        foreach (var file in Directory.GetFiles(layout.Bundle)) File.Copy(file, copy.File(Path.GetFileName(file)));
        if (ContentHash.OfFolder(copy.Path) != bundle)
            throw new FaultException(
                $"{layout.Bundle} was changed while its image was rolled out ({bundle}): the champion stays as it was. Remedy: run Deploy "
                    + $"again."
            );
        copy.Commit();
        log.Information("This bundle is the champion now: Verify compares the next one with it.");
    }
}
