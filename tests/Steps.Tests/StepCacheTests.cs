using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Xunit;

namespace Recsys.Steps.Tests;

/// <summary>The cache by itself: damage, order of leaving, several writers at once.</summary>
public sealed class StepCacheTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    private string[] Objects => Directory.GetFiles(Path.Combine(_bench.Cache, "objects"), "*", SearchOption.AllDirectories);

    private string[] Entries => Directory.GetFiles(Path.Combine(_bench.Cache, "entries"), "*", SearchOption.AllDirectories);

    [Theory]
    [InlineData("cut")]
    [InlineData("flipped")]
    [InlineData("removed")]
    public void A_damaged_file_never_comes_out(string damage)
    {
        _bench.Run(_bench.Step());
        var wanted = File.ReadAllText(_bench.Output("train"));
        Directory.Delete(_bench.Layout.Root, recursive: true);
        foreach (var file in Objects)
        {
            var bytes = File.ReadAllBytes(file);
            bytes[0] ^= 1;
            if (damage == "removed") File.Delete(file);
            else File.WriteAllBytes(file, damage == "cut" ? bytes[1..] : bytes);
        }

        Assert.True(_bench.Run(_bench.Step()));

        Assert.Equal(2, _bench.Made);
        Assert.Equal(wanted, File.ReadAllText(_bench.Output("train")));
        Assert.Contains(_bench.Log.Lines, line => line.Contains("is damaged; it is removed", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(_bench.Layout.Root, "*.tmp"));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("""{"format_version":99}""")]
    public void A_damaged_entry_is_no_entry(string text)
    {
        _bench.Run(_bench.Step());
        Directory.Delete(_bench.Layout.Root, recursive: true);
        File.WriteAllText(Entries.Single(), text);

        _bench.Run(_bench.Step());

        Assert.Equal(2, _bench.Made);
    }

    [Theory]
    [InlineData("../escaped.txt")]
    [InlineData("/tmp/escaped.txt")]
    [InlineData("deep/../../escaped.txt")]
    [InlineData("..\\\\escaped.txt")]
    public void No_name_in_an_entry_leads_out_of_its_folder(string name)
    {
        _bench.Run(_bench.Step());
        Directory.Delete(_bench.Layout.Root, recursive: true);
        var entry = Entries.Single();
        File.WriteAllText(entry, File.ReadAllText(entry).Replace("deep/b.txt", name, StringComparison.Ordinal));

        _bench.Run(_bench.Step());

        Assert.Equal(2, _bench.Made);
        Assert.False(File.Exists(Path.Combine(_bench.Layout.Root, "escaped.txt")));
    }

    [Fact]
    public void Equal_files_are_kept_once()
    {
        _bench.Run(_bench.Step(inputs: [("seed", "1")]));
        _bench.Run(_bench.Step(inputs: [("seed", "2")]));

        Assert.Equal((2, 3), (Entries.Length, Objects.Length));
    }

    [Fact]
    public void The_least_recently_used_leave_first_and_their_files_with_them()
    {
        foreach (var seed in new[] { "1", "2", "3" }) Make(seed);
        var (first, second, third) = (KeyOf("1"), KeyOf("2"), KeyOf("3"));
        Age(first, days: 3);
        Age(second, days: 2);
        Age(third, days: 1);
        _bench.OpenCache().Use("Train", first.Key);

        Make("4", limit: Sizes() + 10);

        Assert.Equal(
            [true, false, true, true],
            new[] { "1", "2", "3", "4" }.Select(seed => _bench.OpenCache().Find(_bench.Step(inputs: [("seed", seed)])) is not null)
        );
        Assert.Equal(4, Objects.Length);
    }

    [Fact]
    public void What_this_run_uses_stays_even_above_the_limit()
    {
        Make("1");
        Age(KeyOf("1"), days: 9);
        var record = Record("2");
        var cache = _bench.OpenCache(limit: Sizes() + 5);
        cache.Use("Train", KeyOf("1").Key);

        cache.Store(record, [Path.Combine(_bench.Layout.Root, "train")], ContentHash.OfFile);

        Assert.Equal(2, Entries.Length);
    }

    [Fact]
    public void What_is_larger_than_the_cache_is_not_stored()
    {
        Make("1", limit: 10);

        Assert.False(Directory.Exists(_bench.Cache));
    }

    [Fact]
    public void What_crashed_writers_left_goes_after_a_day()
    {
        Make("1");
        var lost = Path.Combine(_bench.Cache, "objects", "aa", new string('b', 62));
        var half = Path.Combine(_bench.Cache, "tmp", "1-1");
        var young = Path.Combine(_bench.Cache, "tmp", "1-2");
        Directory.CreateDirectory(Path.GetDirectoryName(lost)!);
        foreach (var file in new[] { lost, half, young }) File.WriteAllText(file, "x");
        foreach (var file in new[] { lost, half }) File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddDays(-2));

        Make("2");

        Assert.Equal([false, false, true], new[] { lost, half, young }.Select(File.Exists));
    }

    [Fact]
    public void Writers_of_the_same_key_do_not_harm_each_other()
    {
        _bench.Run(_bench.Step(), cache: false);
        var (record, folder) = (_bench.Record(), Path.Combine(_bench.Layout.Root, "train"));
        var targets = Enumerable.Range(0, 8).Select(index => Directory.CreateDirectory(_bench.At($"reader{index}")).FullName).ToArray();

        Parallel.ForEach(targets, new ParallelOptions { MaxDegreeOfParallelism = 4 }, target =>
        {
            for (var round = 0; round < 10; round++)
            {
                var cache = _bench.OpenCache();
                cache.Store(record, [folder], ContentHash.OfFile);
                Assert.True(cache.Restore(cache.Find(_bench.Step())!, [Path.Combine(target, "train")]));
            }
        });

        Assert.All(targets, target => Assert.Equal(record.Outputs["train"], ContentHash.OfFolder(Path.Combine(target, "train"))));
        Assert.Empty(Directory.GetFiles(Path.Combine(_bench.Cache, "tmp")));
        Assert.DoesNotContain(_bench.Log.Lines, line => line.Contains("cache", StringComparison.Ordinal));
    }

    [Fact]
    public void Other_bytes_from_the_same_inputs_are_told()
    {
        Make("1");
        File.WriteAllText(_bench.Output("train"), "other");

        _bench.OpenCache().Store(_bench.Record(), [Path.Combine(_bench.Layout.Root, "train")], ContentHash.OfFile);

        Assert.Contains(_bench.Log.Lines, line => line.Contains("not deterministic", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("off", null, "/home/a", null)]
    [InlineData("/c", null, "/home/a", "/c")]
    [InlineData("c", null, "/home/a", "/from/c")]
    [InlineData(null, "/xdg", "/home/a", "/xdg/recsys")]
    [InlineData(null, "relative", "/home/a", "/home/a/.cache/recsys")]
    [InlineData("", "", "/home/a", "/home/a/.cache/recsys")]
    [InlineData(null, null, null, null)]
    public void The_folder_follows_the_environment(string? cache, string? xdg, string? home, string? folder) =>
        Assert.Equal(folder, Settings(("RECSYS_CACHE", cache), ("XDG_CACHE_HOME", xdg), ("HOME", home)).Folder);

    [Fact]
    public void Where_there_is_no_home_the_folder_of_Windows_does_and_a_relative_one_never()
    {
        Assert.Equal("/local/.cache/recsys", Settings(("LOCALAPPDATA", "/local")).Folder);
        Assert.Equal("/home/a/.cache/recsys", Settings(("HOME", "/home/a"), ("LOCALAPPDATA", "/local")).Folder);
        Assert.Null(Settings(("HOME", "relative")).Folder);
    }

    [Theory]
    [InlineData("1000", 1000)]
    [InlineData("1000000000", 1_000_000_000)]
    [InlineData("1.5GiB", 3L << 29)]
    [InlineData("500 MB", 500L << 20)]
    [InlineData("2t", 2L << 40)]
    public void The_size_has_units(string text, long bytes) => Assert.Equal(bytes, Settings(("RECSYS_CACHE_SIZE", text)).Size);

    [Theory]
    [InlineData("much")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("1000000001")]
    public void A_size_that_is_none_is_a_mistake(string text) =>
        Assert.Contains(
            $"RECSYS_CACHE_SIZE: {text} is not a size",
            Assert.Throws<SettingsException>(() => Settings(("RECSYS_CACHE_SIZE", text))).Message,
            StringComparison.Ordinal
        );

    private static CacheSettings Settings(params (string Name, string? Value)[] variables) =>
        CacheSettings.Read(name => variables.FirstOrDefault(variable => variable.Name == name).Value, "/from");

    private Step KeyOf(string seed) => _bench.Step(inputs: [("seed", seed)]);

    private StepRecord Record(string seed)
    {
        _bench.Run(KeyOf(seed), cache: false);
        return _bench.Record();
    }

    private void Make(string seed, long limit = CacheSettings.DefaultSize) =>
        _bench.OpenCache(limit).Store(Record(seed), [Path.Combine(_bench.Layout.Root, "train")], ContentHash.OfFile);

    private void Age(Step step, int days)
    {
        var entry = CacheIndex.PathOf(_bench.Cache, step.Name, step.Key);
        File.SetLastWriteTimeUtc(entry, File.GetLastWriteTimeUtc(entry).AddDays(-days));
    }

    private long Sizes() => Objects.Sum(file => new FileInfo(file).Length);
}
