using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Recsys.Build.Image;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Image;

public sealed class ImageArchiveTests : IDisposable
{
    private readonly TemporaryFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Every_digest_and_size_is_that_of_the_bytes()
    {
        ImageArchiveWriter.Write(TestImage.Spec(), _scratch.At("image.tar"));
        var files = ReadTar(File.ReadAllBytes(_scratch.At("image.tar")));

        foreach (var (name, bytes) in files.Where(file => file.Key.StartsWith("blobs/sha256/", StringComparison.Ordinal)))
            Assert.Equal(ContentHash.OfBytes(bytes), "sha256:" + name["blobs/sha256/".Length..]);

        var index = JsonDocument.Parse(files["index.json"]).RootElement;
        Assert.Equal("1.0.0", JsonDocument.Parse(files["oci-layout"]).RootElement.GetProperty("imageLayoutVersion").GetString());
        var manifest = JsonDocument.Parse(Blob(files, index.GetProperty("manifests")[0])).RootElement;
        var config = JsonDocument.Parse(Blob(files, manifest.GetProperty("config"))).RootElement;
        var layers = manifest.GetProperty("layers").EnumerateArray().Select(layer => Blob(files, layer)).ToArray();
        var diffIds = config.GetProperty("rootfs").GetProperty("diff_ids").EnumerateArray().Select(id => id.GetString());
        Assert.Equal(diffIds, layers.Select(layer => ContentHash.OfBytes(Gunzip(layer))));
        Assert.Equal(layers.Length, config.GetProperty("history").GetArrayLength());
    }

    [Fact]
    public void Dockers_manifest_leads_to_the_same_blobs_as_the_oci_index()
    {
        var written = ImageArchiveWriter.Write(TestImage.Spec(), _scratch.At("image.tar"));
        var files = ReadTar(File.ReadAllBytes(_scratch.At("image.tar")));
        var docker = JsonDocument.Parse(files["manifest.json"]).RootElement[0];
        Assert.Equal(Path(written.Id), docker.GetProperty("Config").GetString());
        Assert.Equal(
            written.Layers.Select(layer => Path(layer.Digest)),
            docker.GetProperty("Layers").EnumerateArray().Select(layer => layer.GetString())
        );
        Assert.Equal("recsys-test:latest", docker.GetProperty("RepoTags")[0].GetString());

        var entry = JsonDocument.Parse(files["index.json"]).RootElement.GetProperty("manifests")[0];
        Assert.Equal(written.Digest, entry.GetProperty("digest").GetString());
        Assert.Equal(
            "docker.io/library/recsys-test:latest",
            entry.GetProperty("annotations").GetProperty("io.containerd.image.name").GetString()
        );
        Assert.Equal(
            Path(written.Id),
            Path(JsonDocument.Parse(Blob(files, entry)).RootElement.GetProperty("config").GetProperty("digest").GetString()!)
        );
    }

    [Fact]
    public void The_configuration_says_how_the_server_runs()
    {
        ImageArchiveWriter.Write(TestImage.Spec(), _scratch.At("image.tar"));
        using var archive = ImageArchive.Open(_scratch.At("image.tar"));
        Assert.Equal("65532:65532", archive.Config.Config.User);
        Assert.Equal(["/app/server"], archive.Config.Config.Entrypoint);
        Assert.Equal(["8000/tcp", "8001/tcp"], archive.Config.Config.ExposedPorts.Keys);
        Assert.Equal(["RECSYS_BUNDLE=/app/bundle"], archive.Config.Config.Env);
        Assert.Equal("1970-01-01T00:00:00Z", archive.Config.Created);
        Assert.Equal("linux", archive.Config.Os);
    }

    [Fact]
    public void Unpacking_gives_the_files_with_their_modes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps no Unix modes");
        ImageArchiveWriter.Write(TestImage.Spec(), _scratch.At("image.tar"));
        ImageArchive.Unpack(_scratch.At("image.tar"), _scratch.At("rootfs"));
        Assert.Equal(TestImage.Sleeping, File.ReadAllText(_scratch.At("rootfs", "app", "server")));
        Assert.Equal("one", File.ReadAllText(_scratch.At("rootfs", "app", "bundle", "manifest.json")));
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(LayerEntry.Executable, File.GetUnixFileMode(_scratch.At("rootfs", "app", "server")));
        Assert.Equal(LayerEntry.Plain, File.GetUnixFileMode(_scratch.At("rootfs", "etc", "passwd")));
        Assert.Equal(LayerEntry.Shared, File.GetUnixFileMode(_scratch.At("rootfs", "tmp")));
    }

    [Fact]
    public void A_flipped_bit_in_any_blob_is_found_before_anything_is_unpacked()
    {
        var path = _scratch.At("image.tar");
        ImageArchiveWriter.Write(TestImage.Spec(), path);
        var good = File.ReadAllBytes(path);
        foreach (var offset in BlobOffsets(good))
        {
            var bad = (byte[])good.Clone();
            bad[offset] ^= 1;
            File.WriteAllBytes(path, bad);
            Assert.Contains("sha256:", Assert.Throws<ArtifactException>(() => ImageArchive.Unpack(path, _scratch.At("rootfs"))).Message);
            Assert.False(Directory.Exists(_scratch.At("rootfs")));
        }
    }

    [Theory]
    [InlineData("../escaped", TarEntryType.RegularFile)]
    [InlineData("/escaped", TarEntryType.RegularFile)]
    [InlineData("app/../../escaped", TarEntryType.RegularFile)]
    [InlineData("app/./escaped", TarEntryType.RegularFile)]
    [InlineData("..", TarEntryType.Directory)]
    [InlineData("app/link", TarEntryType.SymbolicLink)]
    [InlineData("app/link", TarEntryType.HardLink)]
    [InlineData("app/device", TarEntryType.CharacterDevice)]
    public void An_entry_that_could_leave_the_folder_is_refused(string name, TarEntryType type)
    {
        var plain = new MemoryStream();
        using (var tar = new TarWriter(plain, TarEntryFormat.Ustar, leaveOpen: true))
        {
            var entry = new UstarTarEntry(type, name);
            if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink) entry.LinkName = "/etc/passwd";
            if (type is TarEntryType.RegularFile) entry.DataStream = new MemoryStream("x"u8.ToArray());
            tar.WriteEntry(entry);
        }

        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(plain.ToArray());
        compressed.Position = 0;
        Directory.CreateDirectory(_scratch.At("rootfs"));
        var error = Assert.Throws<ArtifactException>(() =>
            LayerReader.Extract(compressed, ContentHash.OfBytes(plain.ToArray()), _scratch.At("rootfs")));
        Assert.Contains(name, error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_scratch.Root, "escaped", SearchOption.AllDirectories));
    }

    [Fact]
    public void What_is_no_archive_is_refused_with_its_name()
    {
        Assert.Contains("nothing.tar", Assert.Throws<ArtifactException>(() => ImageArchive.Open(_scratch.At("nothing.tar"))).Message);
        _scratch.Write("text.tar", new string('x', 2000));
        Assert.Contains("text.tar", Assert.Throws<ArtifactException>(() => ImageArchive.Open(_scratch.At("text.tar"))).Message);
        _scratch.Write("empty.tar", "");
        Assert.Contains("index.json", Assert.Throws<ArtifactException>(() => ImageArchive.Open(_scratch.At("empty.tar"))).Message);
    }

    private static string Path(string digest) => "blobs/sha256/" + digest["sha256:".Length..];

    private static byte[] Blob(Dictionary<string, byte[]> files, JsonElement descriptor)
    {
        var bytes = files[Path(descriptor.GetProperty("digest").GetString()!)];
        Assert.Equal(bytes.Length, descriptor.GetProperty("size").GetInt64());
        return bytes;
    }

    private static byte[] Gunzip(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    private static Dictionary<string, byte[]> ReadTar(byte[] bytes)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using var tar = new TarReader(new MemoryStream(bytes));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not { } data) continue;
            var content = new MemoryStream();
            data.CopyTo(content);
            files.Add(entry.Name, content.ToArray());
        }

        return files;
    }

    private static List<int> BlobOffsets(byte[] bytes)
    {
        var offsets = new List<int>();
        using var tar = new TarReader(new MemoryStream(bytes));
        while (tar.GetNextEntry() is { } entry)
            if (entry.Name.StartsWith("blobs/sha256/", StringComparison.Ordinal) && entry.Length > 0)
                offsets.Add((int)(entry.DataOffset + entry.Length / 2));
        Assert.Equal(5, offsets.Count);
        return offsets;
    }
}
