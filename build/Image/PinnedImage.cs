using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;

namespace Recsys.Build.Image;

/// <summary>
/// The name under which a cluster pulls exactly this image: repository and digest, never a tag, behind which anything may lie. A digest
/// counts when it is the archive's own, or when an engine here that holds this very image knows it by that name: <c>docker push</c>
/// compresses the layers anew and so gives the same configuration another digest.
/// </summary>
public static class PinnedImage
{
    /// <param name="reference">As the settings name it: <c>repository[:tag][@sha256:…]</c>.</param>
    /// <param name="image">The verified image.</param>
    /// <param name="pushed"><c>repository@sha256:…</c> of the image with this configuration, by the engine's own records.</param>
    /// <exception cref="FaultException">The settings pin another image.</exception>
    public static string Of(string reference, ImageInfo image, IReadOnlyList<string> pushed)
    {
        var at = reference.IndexOf('@', StringComparison.Ordinal);
        var repository = ImageReference.Parse(at < 0 ? reference : reference[..at]).Repository;
        var known = pushed.FirstOrDefault(name => name.StartsWith(repository + "@", StringComparison.Ordinal));
        if (at < 0) return known ?? $"{repository}@{image.Digest}";
        var wanted = $"{repository}{reference[at..]}";
        if (wanted == known || reference[(at + 1)..] == image.Digest) return wanted;
        throw new FaultException(
            $"Refused: image.reference pins {reference[(at + 1)..]}, but the verified image is {image.Digest}, and no engine here knows "
                + $"it by "
                + $"that name. Remedy: leave the digest out of image.reference, or push this image (skopeo copy oci-archive:image.tar "
                + $"docker://"
                + $"{repository}, or docker push) and deploy again."
        );
    }
}
