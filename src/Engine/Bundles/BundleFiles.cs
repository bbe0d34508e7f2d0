using System.Text.Json;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Files;
using Recsys.Engine.Vectors;

namespace Recsys.Engine.Bundles;

/// <summary>
/// A bundle folder, checked: the bytes that were hashed are the bytes that are used, small files in memory, large ones mapped
/// (<see cref="FileBytes"/>). As many files are read at once as there are processors.
/// </summary>
internal sealed class BundleFiles
{
    private const string Remedy = "Remedy: run Quantize again, or restore the folder.";
    private static readonly string[] Required =
    [
        Tables.Catalogue,
        BundleManifest.ItemsFile,
        BundleManifest.EncoderFile,
        BundleManifest.QueryFile,
        BundleManifest.NeighbourFile,
        InvertedIndexFormat.FileName,
    ];

    private readonly string _folder;
    private readonly Dictionary<string, FileBytes> _contents;

    private BundleFiles(string folder, BundleManifest manifest, string hash, Dictionary<string, FileBytes> contents) =>
        (_folder, Manifest, Hash, _contents) = (folder, manifest, hash, contents);

    public BundleManifest Manifest { get; }

    /// <summary>Equal to <see cref="ContentHash.OfFolder"/> of the folder.</summary>
    public string Hash { get; }

    public FileBytes this[string name] => _contents[name];

    public bool Has(string name) => _contents.ContainsKey(name);

    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <exception cref="ArtifactException">Missing, extra or changed files, or another format version.</exception>
    public static BundleFiles Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new ArtifactException($"{folder} is missing. Remedy: run Quantize, or name the bundle's folder.");
        var manifestPath = Path.Combine(folder, BundleManifest.FileName);
        if (!File.Exists(manifestPath)) throw new ArtifactException($"{manifestPath} is missing. {Remedy}");
        var manifestBytes = File.ReadAllBytes(manifestPath);
        CheckVersion(manifestBytes, manifestPath);
        var manifest = ArtifactJson.Parse<BundleManifest>(manifestBytes, manifestPath);
        CheckShape(manifest, manifestPath);

        var present = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(name => name != BundleManifest.FileName)
            .Order(StringComparer.Ordinal).ToArray();
        foreach (var name in Required.Concat(manifest.Files.Keys))
        {
            if (!manifest.Files.ContainsKey(name))
                throw new ArtifactException($"{manifestPath} does not list {name}. {Remedy}");
            if (!present.Contains(name, StringComparer.Ordinal))
                throw new ArtifactException($"{Path.Combine(folder, name)} is missing. {Remedy}");
        }
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [BundleManifest.FileName] = ContentHash.OfBytes(manifestBytes),
        };
        var unlisted = present.FirstOrDefault(name => !manifest.Files.ContainsKey(name));
        if (unlisted is not null)
            throw new ArtifactException(
                $"{Path.Combine(folder, unlisted)} is not listed in {BundleManifest.FileName}. Remedy: remove it, or run Quantize again."
            );
        var contents = new Dictionary<string, FileBytes>(StringComparer.Ordinal);
        var reading = Array.ConvertAll(present, name => Task.Run(() => Read(Path.Combine(folder, name), manifest.Files[name])));
        for (var i = 0; i < present.Length; i++)
            (contents[present[i]], hashes[present[i]]) = (reading[i].GetAwaiter().GetResult(), manifest.Files[present[i]]);
        return new BundleFiles(folder, manifest, ContentHash.OfEntries(hashes.Select(file => (file.Key, file.Value))), contents);
    }

    private static FileBytes Read(string path, string expected)
    {
        var length = new FileInfo(path).Length;
        if (length > Array.MaxLength)
            throw new ArtifactException(
                $"{path} has {length} bytes; at most {Array.MaxLength} can be served. Remedy: set quantize.tables to int8, or lower "
                    + $"train.dimensions."
            );
        var content = FileBytes.Open(path);
        var hash = ContentHash.OfBytes(content.Span);
        return hash == expected
            ? content
            : throw new ArtifactException(
                $"{path} is not the file that was written: its hash is {hash}, {BundleManifest.FileName} says {expected}. {Remedy}"
            );
    }

    // Looked at before the rest: another version may have other fields.
    private static void CheckVersion(byte[] content, string path)
    {
        int version;
        try
        {
            using var json = JsonDocument.Parse(content);
            version = json.RootElement.GetProperty("format_version").GetInt32();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ArtifactException($"{path} is not readable: {e.Message} {Remedy}", e);
        }
        if (version != BundleManifest.CurrentVersion)
            throw new ArtifactException(
                $"{path} has format version {version}; this program reads {BundleManifest.CurrentVersion}. Remedy: run Quantize with this "
                    + $"program's version."
            );
    }

    private static void CheckShape(BundleManifest manifest, string path)
    {
        var shape = manifest.Encoder;
        if (TableFormats.Find(manifest.Tables) is null)
            Refuse($"unknown tables '{manifest.Tables}'");
        if (manifest.Products < 0)
            Refuse("a negative number of products");
        if (shape.Dimensions <= 0 || shape.Dimensions % 32 != 0 || shape.Dimensions > 512)
            Refuse($"{shape.Dimensions} dimensions, not a multiple of 32 up to 512");
        if (shape.Length <= 0 || shape.TextBuckets <= 0)
            Refuse("a length or number of text buckets that is not positive");

        void Refuse(string what) => throw new ArtifactException($"{path} has {what}. {Remedy}");
    }
}
