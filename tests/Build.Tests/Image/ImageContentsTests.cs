using System.Formats.Tar;
using System.IO.Compression;
using Recsys.Build.Image;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Image;

/// <summary>What an image holds is taken from its bytes, and anything else than was meant is named.</summary>
public sealed class ImageContentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Archive => _folder.At("image.tar");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_archive_holds_what_its_specification_says()
    {
        var spec = TestImage.Spec();
        var image = TestImage.Write(spec, Archive);

        var contents = ImageContents.Of(Archive);

        Assert.Null(contents.DifferenceTo(ImageContents.Of(spec)));
        Assert.Equal((image.Digest, image.Id), (contents.Digest, contents.Id));
    }

    [Fact]
    public void The_bundle_inside_has_the_hash_of_its_folder()
    {
        TestImage.Write(TestImage.Spec(bundle: "one"), Archive);
        _folder.Write("bundle/manifest.json", "one");

        Assert.Equal(ContentHash.OfFolder(_folder.At("bundle")), ImageContents.Of(Archive).Bundle);
    }

    [Fact]
    public void A_foreign_program_is_another_server()
    {
        TestImage.Write(TestImage.Spec(script: "#!/bin/sh\necho mine now\n"), Archive);

        var difference = ImageContents.Of(Archive).DifferenceTo(ImageContents.Of(TestImage.Spec()));

        Assert.StartsWith("its server is sha256:", difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_bundle_library_user_or_entry_point_is_named()
    {
        var wanted = ImageContents.Of(TestImage.Spec());
        var library = TestImage.Spec() with
        {
            Layers =
            [
                new(ImageLayer.Runtime, [LayerEntry.Text("etc/passwd", "root::0:0::/:/bin/sh\n")]),
                .. TestImage.Spec().Layers.Skip(1),
            ],
        };
        foreach (
            var (spec, named) in new[]
            {
                (TestImage.Spec(bundle: "two"), "its bundle is"),
                (library, "its system libraries is"),
                (TestImage.Spec() with { User = 0 }, "its way of being started"),
                (TestImage.Spec() with { Entrypoint = "/tmp/other" }, "its way of being started"),
                (TestImage.Spec() with { Environment = new(StringComparer.Ordinal) { ["LD_PRELOAD"] = "/x.so" } }, "its way of being "
                    + "started"),
            }
        )
        {
            TestImage.Write(spec, Archive);
            Assert.StartsWith(named, ImageContents.Of(Archive).DifferenceTo(wanted), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_later_layer_that_replaces_the_server_is_seen()
    {
        var spec = TestImage.Spec();
        var over = new Layer(ImageLayer.Bundle, [LayerEntry.Text("app/server", "#!/bin/sh\nother\n", LayerEntry.Executable)]);
        TestImage.Write(spec with { Layers = [.. spec.Layers, over] }, Archive);

        Assert.StartsWith("its server is", ImageContents.Of(Archive).DifferenceTo(ImageContents.Of(spec)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_byte_anywhere_in_a_layer_is_refused()
    {
        TestImage.Write(TestImage.Spec(), Archive);
        var bytes = File.ReadAllBytes(Archive);
        var layer = Blobs().First(blob => blob.Length > 100 && bytes[blob.Offset] == 0x1f && bytes[blob.Offset + 1] == 0x8b);
        bytes[layer.Offset + layer.Length / 2] ^= 1;
        File.WriteAllBytes(Archive, bytes);

        Assert.Contains("Remedy: build the image "
            + "again.", Assert.Throws<ArtifactException>(() => ImageContents.Of(Archive)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_in_a_layer_is_refused()
    {
        TestImage.Write(TestImage.Spec(), Archive);
        using var layer = new MemoryStream();
        using (var gzip = new GZipStream(layer, CompressionMode.Compress, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "app/server") { LinkName = "/bin/sh" });
        layer.Position = 0;

        var entry = Assert.Throws<ArtifactException>(() =>
        {
            using var gzip = new GZipStream(layer, CompressionMode.Decompress);
            using var tar = new TarReader(gzip);
            LayerReader.NameOf(tar.GetNextEntry()!);
        });

        Assert.Contains("SymbolicLink", entry.Message, StringComparison.Ordinal);
    }

    private List<(long Offset, long Length)> Blobs()
    {
        using var file = File.OpenRead(Archive);
        using var tar = new TarReader(file);
        var blobs = new List<(long, long)>();
        while (tar.GetNextEntry() is { } entry)
            if (entry.Name.StartsWith("blobs/sha256/", StringComparison.Ordinal) && entry.Length > 0)
                blobs.Add((entry.DataOffset, entry.Length));
        return blobs;
    }
}
