using System.Formats.Tar;
using System.Text.Json;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Image;

/// <summary>Reads an <c>image.tar</c>; nothing is used before its digest was checked.</summary>
public sealed class ImageArchive : IDisposable
{
    private const int DocumentLimit = 4 << 20;
    private readonly Dictionary<string, (long Offset, long Length)> _entries = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly FileStream _file;

    private ImageArchive(string path)
    {
        _path = path;
        _file = File.OpenRead(path);
    }

    /// <summary>Digest of the OCI manifest.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>Digest of the configuration.</summary>
    public string Id => Manifest.Config.Digest;

    internal OciManifest Manifest { get; private set; } = null!;

    internal OciConfig Config { get; private set; } = null!;

    /// <summary>Opens an archive and checks manifest and configuration.</summary>
    /// <exception cref="ArtifactException">Missing, not an image archive of one image, or a digest is wrong.</exception>
    public static ImageArchive Open(string path)
    {
        if (!File.Exists(path)) throw new ArtifactException($"{path} is missing. Remedy: build the image again.");
        var archive = new ImageArchive(path);
        try
        {
            archive.ReadDocuments();
            return archive;
        }
        catch (Exception e)
        {
            archive.Dispose();
            if (e is not (JsonException or InvalidDataException or EndOfStreamException or FormatException)) throw;
            throw new ArtifactException($"{path} is not an image archive: {e.Message} Remedy: build the image again.", e);
        }
    }

    /// <summary>Unpacks the image's file system to <paramref name="folder"/>, replacing it as a whole.</summary>
    /// <exception cref="ArtifactException">A digest is wrong, or an entry would leave the folder.</exception>
    public static void Unpack(string path, string folder)
    {
        using var archive = Open(path);
        using var target = new AtomicFolder(folder);
        for (var i = 0; i < archive.Manifest.Layers.Count; i++)
        {
            using var layer = archive.OpenBlob(archive.Manifest.Layers[i]);
            LayerReader.Extract(layer, archive.Config.Rootfs.DiffIds[i], target.Path);
        }

        target.Commit();
    }

    /// <summary>A blob's bytes, after its size and digest were checked.</summary>
    internal Stream OpenBlob(OciDescriptor descriptor)
    {
        var (offset, length) = Entry(ImageArchiveWriter.BlobPath(descriptor.Digest));
        if (length != descriptor.Size)
            throw new ArtifactException(
                $"{_path}: blob {descriptor.Digest} has {length} bytes instead of {descriptor.Size}. Remedy: build the image again."
            );
        using (var content = new FileSlice(_path, offset, length))
        using (var hash = new HashingStream(Stream.Null))
        {
            content.CopyTo(hash);
            if (hash.Digest != descriptor.Digest)
                throw new ArtifactException(
                    $"{_path}: blob {descriptor.Digest} has the digest {hash.Digest}. Remedy: build the image again."
                );
        }

        return new FileSlice(_path, offset, length);
    }

    public void Dispose() => _file.Dispose();

    private void ReadDocuments()
    {
        using (var tar = new TarReader(_file, leaveOpen: true))
            while (tar.GetNextEntry() is { } entry)
                if (
                    entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile
                    && !_entries.TryAdd(entry.Name, (entry.DataOffset, entry.Length))
                )
                    throw new InvalidDataException($"{entry.Name} occurs twice.");

        var index = OciJson.Read<OciIndex>(Document("index.json"));
        if (index.Manifests.Count != 1)
            throw new InvalidDataException($"index.json lists {index.Manifests.Count} manifests instead of one.");
        Digest = index.Manifests[0].Digest;
        Manifest = OciJson.Read<OciManifest>(BlobBytes(index.Manifests[0]));
        Config = OciJson.Read<OciConfig>(BlobBytes(Manifest.Config));
        if (Config.Rootfs.DiffIds.Count != Manifest.Layers.Count)
            throw new InvalidDataException("manifest and configuration differ in the number of layers.");
    }

    private byte[] BlobBytes(OciDescriptor descriptor)
    {
        if (descriptor.Size > DocumentLimit) throw new InvalidDataException($"document {descriptor.Digest} is too large.");
        using var blob = OpenBlob(descriptor);
        using var bytes = new MemoryStream();
        blob.CopyTo(bytes);
        return bytes.ToArray();
    }

    internal byte[] Document(string name)
    {
        var (offset, length) = Entry(name);
        if (length > DocumentLimit) throw new InvalidDataException($"{name} is too large.");
        var bytes = new byte[length];
        _file.Position = offset;
        _file.ReadExactly(bytes);
        return bytes;
    }

    private (long Offset, long Length) Entry(string name) =>
        _entries.TryGetValue(name, out var entry)
            ? entry
            : throw new ArtifactException($"{_path}: {name} is missing in it. Remedy: build the image again.");
}
