using System.Formats.Tar;
using System.IO.Compression;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Image;

/// <summary>
/// Unpacks a layer. Only plain files and directories below the folder are accepted: our images hold nothing else, and
/// links are how an archive writes outside of the folder it is unpacked to.
/// </summary>
internal static class LayerReader
{
    /// <exception cref="ArtifactException">Not a tar, another content than <paramref name="diffId"/>, or a refused entry.</exception>
    public static void Extract(Stream compressed, string diffId, string folder)
    {
        var plain = folder + ".layer";
        try
        {
            Decompress(compressed, diffId, plain);
            using var file = File.OpenRead(plain);
            using var tar = new TarReader(file);
            while (tar.GetNextEntry() is { } entry) Extract(entry, folder);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new ArtifactException($"Layer {diffId} cannot be unpacked: {e.Message} Remedy: build the image again.", e);
        }
        finally
        {
            File.Delete(plain);
        }
    }

    // To a file first: nothing of a layer is unpacked before all of it was checked.
    private static void Decompress(Stream compressed, string diffId, string target)
    {
        using var file = File.Create(target);
        using var hash = new HashingStream(file);
        using (var gzip = new GZipStream(compressed, CompressionMode.Decompress))
            gzip.CopyTo(hash);
        if (hash.Digest != diffId)
            throw new ArtifactException($"Layer {diffId} has the content {hash.Digest}. Remedy: build the image again.");
    }

    /// <summary>The entry's path without a trailing slash.</summary>
    /// <exception cref="ArtifactException">Neither a plain file nor a directory, or outside of the image's root.</exception>
    internal static string NameOf(TarEntry entry)
    {
        var name = entry.Name.TrimEnd('/');
        if (name.Length == 0 || name.Contains('\\') || name.Split('/').Any(part => part is "" or "." or ".."))
            throw new ArtifactException($"The image entry '{entry.Name}' would leave the folder; refused.");
        return entry.EntryType is TarEntryType.Directory or TarEntryType.RegularFile or TarEntryType.V7RegularFile
            ? name
            : throw new ArtifactException(
                $"The image entry '{entry.Name}' is a {entry.EntryType}; only files and directories are unpacked."
            );
    }

    private static void Extract(TarEntry entry, string folder)
    {
        var path = Path.Combine(folder, NameOf(entry));
        if (entry.EntryType == TarEntryType.Directory) Directory.CreateDirectory(path);
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = File.Create(path);
            entry.DataStream?.CopyTo(file);
        }

        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, entry.Mode);
    }
}
