using Recsys.Contracts.Artifacts;
using Recsys.Engine.Tests.Support;
using Recsys.Model.Bundles;
using Xunit;

namespace Recsys.Engine.Tests.Bundles;

/// <summary>What the engine refuses to open, and that it says which file and what to do.</summary>
public sealed class BundleIntegrityTests : IDisposable
{
    private static readonly string[] Files =
    [
        Tables.Catalogue,
        BundleManifest.ItemsFile,
        BundleManifest.EncoderFile,
        BundleManifest.QueryFile,
        BundleManifest.NeighbourFile,
        InvertedIndexFormat.FileName,
    ];

    private readonly TestFolder _folder = new();
    private readonly string _bundle;

    public BundleIntegrityTests()
    {
        _bundle = _folder.Folder("bundle");
        BundleWriter.Write(_bundle, Fixture.Content(quantize: Fixture.Int8));
    }

    public static TheoryData<string> ListedFiles => [.. Files];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_written_bundle_opens_and_knows_its_hash()
    {
        using var engine = RecsysEngine.Open(_bundle);
        Assert.Equal(ContentHash.OfFolder(_bundle), engine.BundleHash);
        Assert.Equal(Files.Order(StringComparer.Ordinal), engine.Manifest.Files.Keys);
        Assert.Equal("sha256:00", engine.Manifest.Lineage["dataset"]);
    }

    [Theory]
    [MemberData(nameof(ListedFiles))]
    public void A_changed_byte_is_refused(string name)
    {
        var path = Path.Combine(_bundle, name);
        var bytes = File.ReadAllBytes(path);
        foreach (var at in (int[])[0, bytes.Length / 2, bytes.Length - 1])
        {
            var changed = bytes.ToArray();
            changed[at] ^= 1;
            File.WriteAllBytes(path, changed);
            Refused(name, "Remedy");
        }
    }

    [Theory]
    [MemberData(nameof(ListedFiles))]
    public void A_missing_file_is_refused(string name)
    {
        File.Delete(Path.Combine(_bundle, name));
        Refused(name, "is missing", "Remedy");
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("more/deep.bin")]
    public void An_extra_file_is_refused(string name)
    {
        var path = Path.Combine(_bundle, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "x");
        Refused(name, "not listed", "Remedy");
    }

    [Fact]
    public void A_missing_manifest_or_folder_is_refused()
    {
        File.Delete(Path.Combine(_bundle, BundleManifest.FileName));
        Refused(BundleManifest.FileName, "is missing", "Remedy");
        Assert.Contains("nowhere", Assert.Throws<ArtifactException>(() => RecsysEngine.Open(_folder.File("nowhere"))).Message);
    }

    [Theory]
    [InlineData("\"format_version\": 2", "\"format_version\": 1", "format version 1")]
    [InlineData("\"format_version\": 2", "\"format_version\": \"x\"", "not readable")]
    [InlineData("{", "", "not readable")]
    [InlineData("\"tables\": \"int8\"", "\"tables\": \"int4\"", "int4")]
    [InlineData("\"tables\": \"int8\"", "\"tables\": \"float32\"", "items.bin")]
    [InlineData("\"products\": 60", "\"products\": 61", "catalogue.tsv")]
    [InlineData("\"dimensions\": 32", "\"dimensions\": 31", "31 dimensions")]
    [InlineData("\"dimensions\": 32", "\"dimensions\": 64", "items.bin")]
    [InlineData("\"items.bin\"", "\"items.bim\"", "items.bin")]
    public void A_manifest_that_does_not_fit_is_refused(string written, string changed, string named)
    {
        var path = Path.Combine(_bundle, BundleManifest.FileName);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(written, StringComparison.Ordinal);
        File.WriteAllText(path, text[..at] + changed + text[(at + written.Length)..]);
        Refused(named, "Remedy");
    }

    [Fact]
    public void A_graph_that_is_none_is_refused_even_with_the_right_hash()
    {
        var path = Path.Combine(_bundle, BundleManifest.EncoderFile);
        File.WriteAllText(path, "not a graph");
        var manifestPath = Path.Combine(_bundle, BundleManifest.FileName);
        var manifest = ArtifactJson.Read<BundleManifest>(manifestPath);
        manifest.Files[BundleManifest.EncoderFile] = ContentHash.OfFile(path);
        File.WriteAllText(manifestPath, ArtifactJson.Serialize(manifest));
        Refused(BundleManifest.EncoderFile, "ONNX Runtime", "Remedy");
    }

    [Fact]
    public void Another_bundle_than_the_verified_one_is_refused()
    {
        var hash = ContentHash.OfFolder(_bundle);
        RecsysEngine.Open(_bundle, new EngineOptions { ExpectedHash = hash }).Dispose();
        var other = ContentHash.OfText("other");
        var refusal = Assert.Throws<ArtifactException>(() => RecsysEngine.Open(_bundle, new EngineOptions { ExpectedHash = other }));
        Assert.Contains(hash, refusal.Message);
        Assert.Contains(other, refusal.Message);
    }

    private void Refused(params string[] words)
    {
        var message = Assert.Throws<ArtifactException>(() => RecsysEngine.Open(_bundle)).Message;
        Assert.All(words, word => Assert.Contains(word, message));
    }
}
