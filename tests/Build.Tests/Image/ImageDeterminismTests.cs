using CsCheck;
using Recsys.Build.Image;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Settings;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Image;

public sealed class ImageDeterminismTests : IDisposable
{
    private readonly TemporaryFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_same_inputs_in_other_folders_with_other_times_and_modes_give_the_same_bytes()
    {
        RequireGlibc();
        var first = Write(
            "first",
            new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc),
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            reverse: false
        );
        var second = Write("second", new DateTime(2024, 12, 31, 0, 0, 0, DateTimeKind.Utc), (UnixFileMode)0b111_111_111, reverse: true);
        Assert.Equal(first, second);
        Assert.Equal(
            File.ReadAllBytes(_scratch.At("first", "image", "image.tar")),
            File.ReadAllBytes(_scratch.At("second", "image", "image.tar"))
        );
        Assert.Equal(
            File.ReadAllBytes(_scratch.At("first", "image", "image.json")),
            File.ReadAllBytes(_scratch.At("second", "image", "image.json"))
        );
        Assert.Equal(
            ["image.json", "image.tar"],
            Directory.GetFileSystemEntries(_scratch.At("first", "image")).Select(Path.GetFileName).Order()
        );
    }

    [Fact]
    public void Only_the_bundle_layer_changes_with_the_bundle()
    {
        RequireGlibc();
        Write("shop", DateTime.UnixEpoch, LayerEntry.Plain, reverse: false);
        var before = ArtifactJson.Read<ImageInfo>(_scratch.At("shop", "image", "image.json"));
        _scratch.Write("shop/bundle/items.bin", "other items");
        var after = Image(CakeParts.EnvironmentWith()).Write(Request("shop"));
        Assert.Equal(before.Layers.Take(2), after.Layers.Take(2));
        Assert.NotEqual(before.Layers[2].Digest, after.Layers[2].Digest);
        Assert.NotEqual(before.Digest, after.Digest);
        Assert.Equal(ContentHash.OfFolder(_scratch.At("shop", "bundle")), after.Bundle);
        Assert.Equal(before.SizeWithoutBundle, after.SizeWithoutBundle);
        Assert.Equal(after.Size, after.Layers.Sum(layer => layer.Size));
        Assert.Equal(after.CompressedSizeWithoutBundle, after.Layers.Take(2).Sum(layer => layer.CompressedSize));
    }

    [Fact]
    public void The_image_holds_what_the_server_needs_and_nothing_for_developers()
    {
        RequireGlibc();
        Write("shop", DateTime.UnixEpoch, LayerEntry.Plain, reverse: false);
        ImageArchive.Unpack(_scratch.At("shop", "image", "image.tar"), _scratch.At("rootfs"));
        var files = Directory
            .GetFiles(_scratch.At("rootfs"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_scratch.At("rootfs"), file))
            .ToArray();
        Assert.Equal(
            ["app/bundle/items.bin", "app/bundle/manifest.json", "app/server"],
            files.Where(file => file.StartsWith("app/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );
        Assert.Contains(files, file => file.EndsWith("/libssl.so.3", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith("/libcrypto.so.3", StringComparison.Ordinal));
        Assert.Contains("recsys:x:65532:65532", File.ReadAllText(_scratch.At("rootfs", "etc", "passwd")));
    }

    [Fact]
    public void Source_date_epoch_is_the_time_of_everything_inside()
    {
        RequireGlibc();
        Write("shop", DateTime.UnixEpoch, LayerEntry.Plain, reverse: false);
        Image(CakeParts.EnvironmentWith(("SOURCE_DATE_EPOCH", "1700000000"))).Write(Request("shop"));
        using var archive = ImageArchive.Open(_scratch.At("shop", "image", "image.tar"));
        Assert.Equal("2023-11-14T22:13:20Z", archive.Config.Created);
        Assert.Contains("'soon'", Assert.Throws<FaultException>(() =>
            Image(CakeParts.EnvironmentWith(("SOURCE_DATE_EPOCH", "soon"))).Write(Request("shop"))).Message);
    }

    [Fact]
    public void A_folder_without_a_server_is_refused()
    {
        Directory.CreateDirectory(_scratch.At("shop", "server"));
        Assert.Contains("Remedy", Assert.Throws<FaultException>(() => Image(CakeParts.EnvironmentWith()).Write(Request("shop"))).Message);
    }

    [Fact]
    public void The_order_in_which_entries_are_given_does_not_count() =>
        Gen.Select(Gen.OneOf("a", "b", "c-d", "c", "zz", "長"), Gen.String[Gen.Char['a', 'z'], 0, 20])
            .List[1, 8]
            .Select(Gen.Int)
            .Sample(
                (files, seed) =>
                {
                    var entries = files
                        .DistinctBy(file => file.Item1)
                        .Select(file => LayerEntry.Text($"app/{file.Item1}/x", file.Item2))
                        .ToArray();
                    var shuffled = (LayerEntry[])entries.Clone();
                    new Random(seed).Shuffle(shuffled);
                    Assert.Equal(Digest(entries), Digest(shuffled));
                },
                iter: 40,
                threads: 1
            );

    private string Digest(LayerEntry[] entries) =>
        ImageArchiveWriter.Write(TestImage.Spec() with { Layers = [new(ImageLayer.Bundle, entries)] }, _scratch.At("p.tar")).Digest;

    private string Write(string name, DateTime time, UnixFileMode mode, bool reverse)
    {
        (string, Action<string>)[] files =
        [
            ("server/server", path => File.Copy("/bin/sh", path)),
            ("server/server.dbg", path => File.WriteAllText(path, "symbols")),
            ("server/server.pdb", path => File.WriteAllText(path, "symbols")),
            ("server/Recsys.Engine.xml", path => File.WriteAllText(path, "<doc/>")),
            ("server/onnxruntime.dll", WriteNativeDll),
            ("bundle/manifest.json", path => File.WriteAllText(path, "{}")),
            ("bundle/items.bin", path => File.WriteAllText(path, "items")),
        ];
        foreach (var (file, write) in reverse ? files.Reverse() : files)
        {
            var path = _scratch.At(name, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            write(path);
            File.SetLastWriteTimeUtc(path, time);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
        }

        return ArtifactJson.Serialize(Image(CakeParts.EnvironmentWith()).Write(Request(name)));
    }

    // The smallest thing that is a portable executable without .NET metadata: headers only.
    private static void WriteNativeDll(string path)
    {
        var bytes = new byte[1024];
        "MZ"u8.CopyTo(bytes);
        bytes[0x3c] = 0x80;
        "PE\0\0"u8.CopyTo(bytes.AsSpan(0x80));
        bytes[0x84] = 0x64; // machine AMD64
        bytes[0x85] = 0x86;
        bytes[0x94] = 0xf0; // size of the optional header
        bytes[0x98] = 0x0b; // PE32+
        bytes[0x99] = 0x02;
        bytes[0x98 + 108] = 16; // data directories
        File.WriteAllBytes(path, bytes);
    }

    private static ServerImage Image(Cake.Core.ICakeEnvironment environment) => new(ElfDependencies.OfThisMachine(), environment);

    private ServerImageRequest Request(string name) => new()
    {
        Name = "shop",
        Image = new ImageSettings(),
        Server = _scratch.At(name, "server"),
        Bundle = _scratch.At(name, "bundle"),
        Output = _scratch.At(name, "image"),
        Version = "0.1.0",
    };

    private static void RequireGlibc() => Assert.SkipUnless(
        OperatingSystem.IsLinux() && File.Exists("/bin/sh"), "images are built on Linux");
}
