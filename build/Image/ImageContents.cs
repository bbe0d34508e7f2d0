using System.Formats.Tar;
using System.IO.Compression;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Image;

/// <summary>
/// What an image archive really holds, taken from its own bytes: every blob is checked against its digest, and the files that a container
/// would see are hashed layer by layer. Nothing that a file beside the archive says is believed.
/// </summary>
public sealed record ImageContents
{
    private const string App = "app/", BundleFolder = App + "bundle/";

    /// <summary>Digest of the OCI manifest, computed.</summary>
    public required string Digest { get; init; }

    /// <summary>Digest of the configuration, computed.</summary>
    public required string Id { get; init; }

    /// <summary>Hash over the files below <c>app/bundle</c>, as <see cref="ContentHash.OfFolder"/> takes it of the bundle's
    /// folder.</summary>
    public required string Bundle { get; init; }

    /// <summary>The same over the other files below <c>app</c>: the server.</summary>
    public required string Server { get; init; }

    /// <summary>The same over everything else: system libraries and accounts.</summary>
    public required string Runtime { get; init; }

    /// <summary>Hash over how the program is started: user, entry point, working directory, environment and ports.</summary>
    public required string Start { get; init; }

    /// <summary>Reads an archive.</summary>
    /// <exception cref="ArtifactException">Missing, damaged, or with an entry that our images never have (links, devices,
    /// whiteouts).</exception>
    public static ImageContents Of(string path)
    {
        using var archive = ImageArchive.Open(path);
        // A later layer replaces a file of an earlier one, as in a container.
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < archive.Manifest.Layers.Count; i++)
        {
            using var layer = archive.OpenBlob(archive.Manifest.Layers[i]);
            foreach (var (name, hash) in Files(layer, archive.Config.Rootfs.DiffIds[i])) files[name] = hash;
        }
        return Of(files, archive.Config.Config, archive.Digest, archive.Id);
    }

    /// <summary>What an image of this specification holds; digests, which only its bytes have, are empty.</summary>
    public static ImageContents Of(ImageSpec spec)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in spec.Layers.SelectMany(layer => layer.Entries).Where(entry => !entry.IsDirectory))
            files[entry.Path] = entry.Source is { } source ? ContentHash.OfFile(source) : ContentHash.OfBytes(entry.Content);
        return Of(files, ImageArchiveWriter.Run(spec), "", "");
    }

    /// <summary>The first difference to another image, in words; null where both hold the same and are started in the same way.</summary>
    public string? DifferenceTo(ImageContents wanted) =>
        new[]
        {
            ("bundle", Bundle, wanted.Bundle),
            ("server", Server, wanted.Server),
            ("system libraries", Runtime, wanted.Runtime),
            ("way of being started (user, entry point, environment)", Start, wanted.Start),
        }
            .Where(part => part.Item2 != part.Item3)
            .Select(part => $"its {part.Item1} is {part.Item2}, not {part.Item3}")
            .FirstOrDefault();

    private static ImageContents Of(SortedDictionary<string, string> files, OciRunConfig run, string digest, string id) =>
        new()
        {
            Digest = digest,
            Id = id,
            Bundle = HashOf(files, name => name.StartsWith(BundleFolder, StringComparison.Ordinal) ? name[BundleFolder.Length..] : null),
            Server = HashOf(files, name => IsServer(name) ? name[App.Length..] : null),
            Runtime = HashOf(files, name => name.StartsWith(App, StringComparison.Ordinal) ? null : name),
            Start = ContentHash.OfBytes(OciJson.Write(run with { Labels = [] })),
        };

    private static bool IsServer(string name) =>
        name.StartsWith(App, StringComparison.Ordinal) && !name.StartsWith(BundleFolder, StringComparison.Ordinal);

    private static string HashOf(SortedDictionary<string, string> files, Func<string, string?> within) =>
        ContentHash.OfEntries(
            files.Select(file => (Name: within(file.Key)!, Hash: file.Value)).Where(file => file.Name is not null)
        );

    private static List<(string Name, string Hash)> Files(Stream compressed, string diffId)
    {
        var files = new List<(string, string)>();
        try
        {
            using var gzip = new GZipStream(compressed, CompressionMode.Decompress);
            using var hashing = new HashingReadStream(gzip);
            using (var tar = new TarReader(hashing, leaveOpen: true))
                while (tar.GetNextEntry() is { } entry)
                    if (LayerReader.NameOf(entry) is var name && entry.EntryType != TarEntryType.Directory)
                        files.Add((name, HashOf(entry)));
            hashing.CopyTo(Stream.Null);
            if (hashing.Digest != diffId)
                throw new ArtifactException($"Layer {diffId} has the content {hashing.Digest}. Remedy: build the image again.");
            return files;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new ArtifactException($"Layer {diffId} cannot be read: {e.Message} Remedy: build the image again.", e);
        }
    }

    private static string HashOf(TarEntry entry)
    {
        using var hash = new HashingStream(Stream.Null);
        entry.DataStream?.CopyTo(hash);
        return hash.Digest;
    }
}
