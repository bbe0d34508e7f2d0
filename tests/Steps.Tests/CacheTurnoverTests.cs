using Recsys.Contracts.Artifacts;
using Xunit;

namespace Recsys.Steps.Tests;

/// <summary>Which results come back out of the cache, which leave it, and what goes with them.</summary>
public sealed class CacheTurnoverTests : IDisposable
{
    private readonly Bench _bench = new();
    private int _made;

    public void Dispose() => _bench.Dispose();

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private string[] Objects => Directory.GetFiles(Path.Combine(_bench.Cache, "objects"), "*", SearchOption.AllDirectories);

    [Fact]
    public void What_leaves_takes_its_own_files_and_no_others_along()
    {
        foreach (var seed in new[] { "1", "2" }) Make(seed);
        var (first, second) = (Find("1")!, Find("2")!);
        Age("1", days: 2);
        Age("2", days: 1);
        foreach (var file in Objects) File.SetLastWriteTimeUtc(file, Now.AddDays(-9)); // old enough to be swept, had nobody named them

        // The files of seed 1 and of seed 3 that only they have are of one size.
        Make("3", limit: Objects.Sum(file => new FileInfo(file).Length));

        Assert.Equal([false, true, true], new[] { "1", "2", "3" }.Select(seed => Find(seed) is not null));
        Assert.False(Kept(first.Outputs["train"]["a.txt"]));
        Assert.All([second, Find("3")!], entry => Assert.All(entry.Outputs["train"].Values, file => Assert.True(Kept(file))));
        Assert.True(_bench.OpenCache().Restore(second, [_bench.At("restored", "train")]));
    }

    [Fact]
    public void Of_results_used_at_the_same_time_the_order_of_names_decides()
    {
        foreach (var seed in new[] { "1", "2", "3" })
            Make(seed);
        var paths = new[] { "1", "2", "3" }
            .Select(seed => CacheIndex.PathOf(_bench.Cache, "Train", Step(seed).Key))
            .Order(StringComparer.Ordinal)
            .ToArray();
        foreach (var path in paths)
            File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Make("4", limit: Objects.Sum(file => new FileInfo(file).Length));

        Assert.Equal([false, true, true], paths.Select(File.Exists));
    }

    [Fact]
    public void A_result_as_large_as_the_cache_is_kept_and_a_larger_one_is_told()
    {
        Make("1", limit: 1000);
        var size = Objects.Sum(file => new FileInfo(file).Length);
        Directory.Delete(_bench.Cache, recursive: true);

        Make("1", limit: size);
        Assert.NotNull(Find("1"));
        Directory.Delete(_bench.Cache, recursive: true);

        // No file alone is too large.
        Make("1", limit: size - 1);
        Assert.False(Directory.Exists(_bench.Cache));
        Assert.Contains("Train is larger than the whole cache may be (RECSYS_CACHE_SIZE); it is not kept there.", _bench.Log.Lines);
    }

    [Fact]
    public void An_entry_in_the_place_of_another_is_removed()
    {
        Make("1");
        var place = CacheIndex.PathOf(_bench.Cache, "Train", Step("2").Key);
        File.Copy(CacheIndex.PathOf(_bench.Cache, "Train", Step("1").Key), place);

        Assert.Null(Find("2"));

        Assert.False(File.Exists(place));
        Assert.NotNull(Find("1"));
    }

    [Fact]
    public void A_damaged_result_goes_with_the_damaged_file_and_leaves_nothing_half_restored()
    {
        Make("1");
        var entry = Find("1")!;
        var (damaged, whole) = (entry.Outputs["train"]["deep/b.txt"], entry.Outputs["train"]["a.txt"]);
        File.WriteAllText(new ContentStore(_bench.Cache).PathOf(damaged.Hash), "the same in every RESULT");

        Assert.False(_bench.OpenCache().Restore(entry, [_bench.At("restored", "train")]));

        Assert.Null(Find("1"));
        Assert.Equal((false, true), (Kept(damaged), Kept(whole)));
        Assert.Empty(Directory.GetFileSystemEntries(_bench.At("restored")));
    }

    [Fact]
    public void A_result_for_other_folders_is_dropped_and_its_files_stay_for_others()
    {
        Make("1");
        var entry = Find("1")!;

        Assert.False(_bench.OpenCache().Restore(entry, [_bench.At("restored", "prune")]));

        Assert.Null(Find("1"));
        Assert.All(entry.Outputs["train"].Values, file => Assert.True(Kept(file)));
    }

    [Fact]
    public void Several_folders_come_back_in_whatever_order_the_step_names_them()
    {
        string[] outputs = [_bench.At("shop", "reference"), _bench.At("shop", "bundle")];
        var step = TwoFolders(outputs, "one");
        _bench.Run(step);
        foreach (var output in outputs) Directory.Delete(output, recursive: true);

        Assert.True(_bench.Run(step));

        Assert.Equal((1, RunStep.Restored), (_made, _bench.Entry.Decision));
        Assert.All(outputs, output => Assert.Equal(Path.GetFileName(output), File.ReadAllText(Path.Combine(output, "name.txt"))));
    }

    [Fact]
    public void One_folder_with_other_bytes_is_enough_to_tell()
    {
        string[] outputs = [_bench.At("shop", "reference"), _bench.At("shop", "bundle")];
        _bench.Run(TwoFolders(outputs, "one"));
        File.WriteAllText(Path.Combine(outputs[0], "name.txt"), "other");

        _bench.OpenCache().Store(_bench.Record("Quantize"), outputs, ContentHash.OfFile);

        Assert.Contains(_bench.Log.Lines, line => line.Contains("Quantize made other bytes", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_result_that_is_restored_or_still_in_place_counts_as_used(bool restored)
    {
        _bench.Run(Step("1"));
        Age("1", days: 5);
        if (restored) Directory.Delete(_bench.Layout.Root, recursive: true);

        _bench.Run(Step("1"));

        Assert.InRange(
            File.GetLastWriteTimeUtc(CacheIndex.PathOf(_bench.Cache, "Train", Step("1").Key)),
            Now.AddHours(-1),
            Now.AddHours(1)
        );
    }

    private Step TwoFolders(string[] outputs, string value) => new()
    {
        Name = "Quantize",
        Inputs = new(StringComparer.Ordinal) { ["code"] = value },
        Outputs = outputs,
        Cached = true,
        Run = () =>
        {
            foreach (var output in outputs)
            {
                Directory.CreateDirectory(output);
                File.WriteAllText(Path.Combine(output, "name.txt"), Path.GetFileName(output));
            }
            _made++;
            return [];
        },
    };

    private Step Step(string seed) => _bench.Step(inputs: [("seed", seed)]);

    private CacheEntry? Find(string seed) => _bench.OpenCache().Find(Step(seed));

    private bool Kept(CachedFile file) => File.Exists(new ContentStore(_bench.Cache).PathOf(file.Hash));

    private void Make(string seed, long limit = CacheSettings.DefaultSize)
    {
        _bench.Run(Step(seed), cache: false);
        _bench.Log.Quiet = false;
        _bench.OpenCache(limit).Store(_bench.Record(), [Path.Combine(_bench.Layout.Root, "train")], ContentHash.OfFile);
    }

    private void Age(string seed, int days)
    {
        var entry = CacheIndex.PathOf(_bench.Cache, "Train", Step(seed).Key);
        File.SetLastWriteTimeUtc(entry, Now.AddDays(-days));
    }
}
