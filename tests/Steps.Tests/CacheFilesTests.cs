using Recsys.Contracts.Artifacts;
using Recsys.Testing;
using Xunit;

namespace Recsys.Steps.Tests;

/// <summary>What lies in the cache: files under the names of their hashes, and entries that name them.</summary>
public sealed class CacheFilesTests : IDisposable
{
    private static readonly string Digits = new('a', 64);
    private readonly TemporaryFolder _folder = new();
    private readonly ContentStore _objects;

    public CacheFilesTests() => _objects = new ContentStore(_folder.At("cache"));

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string?, bool> Hashes =>
        new()
        {
            { null, false },
            { "", false },
            { ContentHash.Prefix, false },
            { ContentHash.Prefix + Digits, true },
            { ContentHash.Prefix + Digits[1..], false },
            { ContentHash.Prefix + Digits + "a", false },
            { "md5:aaa" + Digits, false },
            { ContentHash.Prefix + Digits[1..] + "A", false },
            { ContentHash.Prefix + Digits[1..] + "/", false },
        };

    [Theory]
    [MemberData(nameof(Hashes))]
    public void A_hash_is_its_prefix_and_64_small_hexadecimal_digits(string? text, bool isHash) =>
        Assert.Equal(isHash, ContentHash.IsHash(text));

    [Fact]
    public void A_file_is_taken_in_once_and_again_when_what_is_there_was_cut_off()
    {
        var (file, content) = Content("a.bin", "twelve bytes");
        _objects.Add(file, content);
        var kept = _objects.PathOf(content.Hash);
        var past = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(kept, past);

        _objects.Add(file, content);
        Assert.Equal(past, File.GetLastWriteTimeUtc(kept));

        File.WriteAllText(kept, "twelve");
        _objects.Add(file, content);
        Assert.Equal("twelve bytes", File.ReadAllText(kept));
    }

    [Fact]
    public void A_file_that_changes_while_it_is_taken_in_leaves_nothing()
    {
        var (file, content) = Content("a.bin", "before");
        File.WriteAllText(file, "after!");

        Assert.Equal($"{file} changed while it was copied", Assert.Throws<IOException>(() => _objects.Add(file, content)).Message);

        Assert.False(File.Exists(_objects.PathOf(content.Hash)));
        Assert.Empty(Directory.GetFiles(_folder.At("cache", "tmp")));
    }

    [Fact]
    public void There_is_nothing_to_sweep_in_a_cache_that_is_not_there() => _objects.Sweep(DateTime.MaxValue, _ => false);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void What_is_as_young_as_the_limit_is_not_swept(int seconds, bool left)
    {
        var limit = new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc);
        var (file, content) = Content("a.bin", "unnamed");
        _objects.Add(file, content);
        string[] files = [_objects.PathOf(content.Hash), _folder.Write("cache/tmp/1-1", "half")];
        foreach (var path in files) File.SetLastWriteTimeUtc(path, limit.AddSeconds(seconds));

        _objects.Sweep(limit, _ => false);

        Assert.All(files, path => Assert.Equal(left, File.Exists(path)));
    }

    [Theory]
    [InlineData("no json", false)]
    [InlineData("{}", false)]
    [InlineData("""{"format_version":99,"step":"Train","key":"sha256:0","outputs":{}}""", true)]
    public void A_damaged_entry_is_removed_and_one_of_another_build_is_left_to_it(string text, bool left)
    {
        var path = _folder.Write("cache/entries/train/x.json", text);

        Assert.Null(CacheIndex.Read(path));

        Assert.Equal(left, File.Exists(path));
    }

    [Theory]
    [InlineData("\"key\": \"sha256:", "\"key\": \"sha512:")]
    [InlineData("\"figures\": {", "\"figures\": null, \"old\": {")]
    [InlineData("\"deep/b.txt\"", "\"deep//b.txt\"")]
    [InlineData("\"deep/b.txt\"", "\"./b.txt\"")]
    [InlineData("\"deep/b.txt\"", "\"\"")]
    [InlineData("\"deep/b.txt\"", "\"deep/../b.txt\"")]
    [InlineData("\"deep/b.txt\"", "\"/b.txt\"")]
    [InlineData("\"deep/b.txt\"", "\"c:b.txt\"")]
    [InlineData("\"deep/b.txt\"", "\"deep\\\\b.txt\"")]
    [InlineData("\"hash\": \"sha256:", "\"hash\": \"../x256:")]
    public void An_entry_that_names_what_no_build_names_is_damaged(string before, string after)
    {
        var path = Entry();
        Assert.NotNull(CacheIndex.Read(path));
        var text = File.ReadAllText(path);
        Assert.Contains(before, text);
        // The last place only: one bad name among good ones is enough.
        var at = text.LastIndexOf(before, StringComparison.Ordinal);
        File.WriteAllText(path, text[..at] + after + text[(at + before.Length)..]);

        Assert.Null(CacheIndex.Read(path));
        Assert.False(File.Exists(path));
    }

    private string Entry()
    {
        var files = new SortedDictionary<string, CachedFile>(StringComparer.Ordinal)
        {
            ["a.txt"] = new(ContentHash.OfText("a"), 1),
            ["deep/b.txt"] = new(ContentHash.OfText("b"), 1),
        };
        return _folder.Write(
            "cache/entries/train/x.json",
            ArtifactJson.Serialize(
                new CacheEntry
                {
                    Step = "Train",
                    Key = ContentHash.OfText("key"),
                    Figures = new(StringComparer.Ordinal) { ["epochs"] = 3 },
                    Outputs = new(StringComparer.Ordinal)
                    {
                        ["reference"] = new(StringComparer.Ordinal) { ["c.txt"] = new(ContentHash.OfText("c"), 1) },
                        ["train"] = files,
                    },
                }
            )
        );
    }

    private (string File, CachedFile Content) Content(string name, string text)
    {
        var file = _folder.Write(name, text);
        return (file, new CachedFile(ContentHash.OfFile(file), new FileInfo(file).Length));
    }
}
