using System.Formats.Tar;
using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Image;

/// <summary>
/// Writes an OCI image layout as one tar that also carries Docker's <c>manifest.json</c>: containerd and OCI tools read
/// <c>index.json</c>, <c>docker load</c> of any age reads <c>manifest.json</c>; both lead to the same blobs.
/// </summary>
public static class ImageArchiveWriter
{
    private const string Linux = "linux";

    /// <summary>Writes <paramref name="path"/>; temporary blobs stand beside it while it is written.</summary>
    public static WrittenImage Write(ImageSpec spec, string path)
    {
        var work = path + ".blobs";
        Directory.CreateDirectory(work);
        try
        {
            var files = new List<string>();
            var layers = new List<ImageLayer>();
            foreach (var layer in spec.Layers)
            {
                files.Add(Path.Combine(work, layers.Count.ToString(CultureInfo.InvariantCulture)));
                layers.Add(LayerWriter.Write(layer, files[^1], spec.Time));
            }

            var config = OciJson.Write(Config(spec, layers));
            var manifest = OciJson.Write(new OciManifest(2, MediaTypes.Manifest, Descriptor(MediaTypes.Config, config),
                [.. layers.Select(layer => new OciDescriptor(MediaTypes.Layer, layer.Digest, layer.CompressedSize))],
                spec.Annotations.Count > 0 ? spec.Annotations : null));
            var entries = layers.Select((layer, i) => new LayerEntry(BlobPath(layer.Digest), LayerEntry.Plain, files[i]))
                .Append(Blob(config)).Append(Blob(manifest))
                // Two layers with the same content are one blob.
                .DistinctBy(entry => entry.Path).OrderBy(entry => entry.Path, StringComparer.Ordinal);
            WriteTar(path, spec.Time, [.. Documents(spec, manifest, config, layers), .. entries]);
            return new(ContentHash.OfBytes(config), ContentHash.OfBytes(manifest), layers);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    internal static string BlobPath(string digest) => "blobs/sha256/" + digest[ContentHash.Prefix.Length..];

    private static IEnumerable<LayerEntry> Documents(ImageSpec spec, byte[] manifest, byte[] config, IReadOnlyList<ImageLayer> layers)
    {
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["io.containerd.image.name"] = spec.Reference.FullName,
            ["org.opencontainers.image.ref.name"] = spec.Reference.Tag,
        };
        var index = new OciIndex(2, MediaTypes.Index,
            [Descriptor(MediaTypes.Manifest, manifest) with { Platform = new(spec.Architecture, Linux), Annotations = annotations }]);
        var docker = new DockerManifest(BlobPath(ContentHash.OfBytes(config)), [spec.Reference.ToString()],
            [.. layers.Select(layer => BlobPath(layer.Digest))]);
        yield return new("oci-layout", LayerEntry.Plain, Content: OciJson.Write(new OciLayout("1.0.0")));
        yield return new("index.json", LayerEntry.Plain, Content: OciJson.Write(index));
        yield return new("manifest.json", LayerEntry.Plain, Content: OciJson.Write<DockerManifest[]>([docker]));
        yield return LayerEntry.Folder("blobs");
        yield return LayerEntry.Folder("blobs/sha256");
    }

    private static OciConfig Config(ImageSpec spec, IReadOnlyList<ImageLayer> layers)
    {
        var created = spec.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new(created, spec.Architecture, Linux, Run(spec), new("layers", [.. layers.Select(layer => layer.DiffId)]),
            [.. layers.Select(layer => new OciHistory(created, $"recsys: {layer.Purpose}"))]);
    }

    /// <summary>How the program is started.</summary>
    internal static OciRunConfig Run(ImageSpec spec)
    {
        var ports = new SortedDictionary<string, OciEmpty>(StringComparer.Ordinal);
        foreach (var port in spec.Ports) ports.Add(string.Create(CultureInfo.InvariantCulture, $"{port}/tcp"), new());
        return new OciRunConfig(
            string.Create(CultureInfo.InvariantCulture, $"{spec.User}:{spec.User}"),
            ports,
            [.. spec.Environment.Select(pair => $"{pair.Key}={pair.Value}")],
            [spec.Entrypoint],
            spec.WorkingDirectory,
            spec.Labels
        );
    }

    private static void WriteTar(string path, DateTimeOffset time, IEnumerable<LayerEntry> entries)
    {
        using var file = File.Create(path);
        using var tar = new TarWriter(file, TarEntryFormat.Ustar, leaveOpen: true);
        foreach (var entry in entries) LayerWriter.Write(tar, entry, time);
    }

    private static LayerEntry Blob(byte[] content) => new(BlobPath(ContentHash.OfBytes(content)), LayerEntry.Plain, Content: content);

    private static OciDescriptor Descriptor(string mediaType, byte[] content) =>
        new(mediaType, ContentHash.OfBytes(content), content.Length);
}

/// <summary>Identity of a written archive.</summary>
/// <param name="Id">Digest of the configuration.</param>
/// <param name="Digest">Digest of the manifest.</param>
/// <param name="Layers">In the order of the specification.</param>
public sealed record WrittenImage(string Id, string Digest, IReadOnlyList<ImageLayer> Layers);
