using System.ComponentModel;
using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Reports;

/// <summary>What a release engineer asks of a bundle beside its quality.</summary>
public sealed record BuildFacts
{
    [Description("When, by whom, and from which commit.")]
    public required Circumstances Circumstances { get; init; }

    [Description("Bytes of the bundle and of what it was made from and packed into.")]
    public required BuildSizes Sizes { get; init; }

    [Description("What is different from the bundle that passed before; left out where none did.")]
    public ChangesSince? Since { get; init; }
}

/// <summary>Sizes in bytes.</summary>
public sealed record BuildSizes
{
    public required long Bundle { get; init; }

    [Description("Of the fp32 bundle that compression is measured against; left out where there is none.")]
    public long? Reference { get; init; }

    [Description("Of the image that DockerBuild made last; left out where there is none.")]
    public ImageSizes? Image { get; init; }

    /// <summary>How many times smaller than the fp32 bundle; null where there is none.</summary>
    [Description("How many times smaller the bundle is than the fp32 bundle.")]
    public double? Compression => Reference is { } reference && Bundle > 0 ? Math.Round((double)reference / Bundle, 2) : null;

    /// <summary>Reads them from a shop's folders.</summary>
    /// <param name="layout">The shop's folders.</param>
    /// <param name="bundle">Hash of the bundle.</param>
    public static BuildSizes Of(ArtifactLayout layout, string bundle) =>
        new()
        {
            Bundle = OfFolder(layout.Bundle)!.Value,
            Reference = OfFolder(layout.Reference),
            Image = ImageSizes.Of(layout.Image, bundle),
        };

    private static long? OfFolder(string folder) =>
        Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
            : null;
}

/// <summary>Sizes of an image.</summary>
/// <param name="Files">Bytes of all its files.</param>
/// <param name="Stored">Bytes of its layers as stored.</param>
/// <param name="IsOfThisBundle">Whether the bundle inside is the one that is judged; else an earlier one.</param>
public sealed record ImageSizes(long Files, long Stored, bool IsOfThisBundle)
{
    /// <summary>Of the image folder; null where there is none that can be read.</summary>
    public static ImageSizes? Of(string folder, string bundle)
    {
        try
        {
            var image = ArtifactJson.Read<ImageInfo>(Path.Combine(folder, ImageInfo.FileName));
            return new ImageSizes(image.Size, image.CompressedSize, image.Bundle == bundle);
        }
        catch (ArtifactException)
        {
            return null;
        }
    }
}
