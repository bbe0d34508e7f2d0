using System.Formats.Tar;
using System.IO.Compression;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Image;

/// <summary>Writes a layer as a gzip-compressed tar whose bytes depend on paths, modes and contents only.</summary>
internal static class LayerWriter
{
    /// <returns>Digests and sizes of what was written to <paramref name="path"/>.</returns>
    public static ImageLayer Write(Layer layer, string path, DateTimeOffset time)
    {
        using var file = File.Create(path);
        using var compressed = new HashingStream(file);
        string diffId;
        // .NET's gzip header holds neither a time nor a name.
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        using (var plain = new HashingStream(gzip))
        {
            using (var tar = new TarWriter(plain, TarEntryFormat.Ustar, leaveOpen: true))
                foreach (var entry in layer.Entries) Write(tar, entry, time);
            diffId = plain.Digest;
        }

        return new()
        {
            Purpose = layer.Purpose,
            Digest = compressed.Digest,
            DiffId = diffId,
            Size = layer.Entries.Sum(entry => entry.Content?.LongLength ?? (entry.Source is { } source ? FileLength(source) : 0)),
            CompressedSize = compressed.Length,
        };
    }

    /// <summary>One entry owned by root.</summary>
    public static void Write(TarWriter tar, LayerEntry entry, DateTimeOffset time)
    {
        using Stream? data =
            entry.Source is { } source ? File.OpenRead(source)
            : entry.Content is { } content ? new MemoryStream(content)
            : null;
        var header = new UstarTarEntry(
            entry.IsDirectory ? TarEntryType.Directory : TarEntryType.RegularFile,
            entry.IsDirectory ? entry.Path + "/" : entry.Path
        )
        {
            Mode = entry.Mode,
            ModificationTime = time,
        };
        if (data is not null) header.DataStream = data;
        tar.WriteEntry(header);
    }

    // A link's own length is that of its target's name; the length of what it leads to is wanted.
    private static long FileLength(string path)
    {
        using var file = File.OpenRead(path);
        return file.Length;
    }
}
