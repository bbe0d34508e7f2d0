using CsCheck;
using Recsys.Contracts.Artifacts;
using Recsys.Testing;
using Xunit;

namespace Recsys.Steps.Tests;

/// <summary>A remembered hash is always the hash, and a file that nobody touched is not read again.</summary>
public sealed class HashMemoTests : IDisposable
{
    private const long Millisecond = 1_000_000, Second = 1000 * Millisecond;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_untouched_file_is_read_once_over_many_runs()
    {
        var file = _folder.Write("a.bin", "a");
        File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddHours(-1));
        var read = 0;
        string Hash(string path)
        {
            read++;
            return ContentHash.OfFile(path);
        }

        // An hour later, so that the file's times are not young.
        for (var run = 0; run < 3; run++)
        {
            var memo = new HashMemo(_folder.At("hashes.tsv"), new LaterClock(), null, Hash);
            Assert.Equal(ContentHash.OfFile(file), memo.OfFile(file));
            memo.Save();
        }

        Assert.Equal(1, read);
    }

    [Fact]
    public void A_young_file_is_read_every_time()
    {
        var file = _folder.Write("a.bin", "a");
        var read = 0;
        var memo = new HashMemo(
            _folder.At("hashes.tsv"),
            TimeProvider.System,
            path => FileStamp.Of(path) with { Changed = long.MaxValue / 2 },
            path =>
            {
                read++;
                return ContentHash.OfFile(path);
            }
        );

        memo.OfFile(file);
        memo.OfFile(file);

        Assert.Equal(2, read);
    }

    [Fact]
    public void What_was_learnt_is_kept_in_order_once_and_without_files_that_are_gone()
    {
        string[] files = [_folder.Write("b.bin", "b"), _folder.Write("a.bin", "a"), _folder.Write("gone.bin", "g")];
        var kept = _folder.At("steps", "hashes.tsv");
        var memo = new HashMemo(kept, new LaterClock());
        foreach (var file in files) memo.OfFile(file);
        File.Delete(files[2]);

        memo.Save();

        Assert.Equal("path\tsize\tmodified\tchanged\tinode\tdevice\thash", File.ReadLines(kept).First());
        Assert.Equal(["path", files[1], files[0]], File.ReadAllLines(kept).Select(line => line.Split('\t')[0]));
        Assert.Equal([kept], Directory.GetFiles(_folder.At("steps")));
        File.Delete(kept);
        memo.Save();
        Assert.False(File.Exists(kept));
    }

    [Fact]
    public void A_hash_that_no_longer_counts_is_forgotten()
    {
        var file = _folder.Write("a.bin", "a");
        var memo = new HashMemo(_folder.At("hashes.tsv"), new LaterClock());
        memo.OfFile(file);
        memo.Save();

        // Young again: what is known of it must not be kept.
        memo = new HashMemo(_folder.At("hashes.tsv"), TimeProvider.System, path => FileStamp.Of(path) with { Changed = long.MaxValue / 2 });
        memo.OfFile(file);
        memo.Save();

        Assert.Single(File.ReadAllLines(_folder.At("hashes.tsv")));
    }

    [Fact]
    public void A_folder_has_the_hash_that_the_contracts_define()
    {
        _folder.Write("f/b/c.txt", "c");
        _folder.Write("f/a.txt", "a");

        Assert.Equal(
            ContentHash.OfFolder(_folder.At("f")),
            new HashMemo(_folder.At("hashes.tsv"), TimeProvider.System).OfFolder(_folder.At("f"))
        );
    }

    [Fact]
    public void A_memo_that_cannot_be_replaced_is_told_and_leaves_nothing_half_written()
    {
        var memo = new HashMemo(_folder.At("hashes.tsv"), new LaterClock());
        memo.OfFile(_folder.Write("a.bin", "a"));
        Directory.CreateDirectory(_folder.At("hashes.tsv"));

        Assert.ThrowsAny<IOException>(memo.Save);

        Assert.False(File.Exists(_folder.At("hashes.tsv.tmp")));
        Directory.Delete(_folder.At("hashes.tsv"));
        memo.Save(); // nothing that was learnt is lost
        Assert.Equal(2, File.ReadAllLines(_folder.At("hashes.tsv")).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("path\tsize\n")]
    [InlineData("path\tsize\tmodified\tchanged\tinode\tdevice\thash\n/a\tx\t1\t1\t1\t1\tsha256:0\n")]
    public void A_damaged_memo_only_costs_time(string text)
    {
        var file = _folder.Write("a.bin", "a");
        _folder.Write("hashes.tsv", text);

        Assert.Equal(ContentHash.OfFile(file), new HashMemo(_folder.At("hashes.tsv"), TimeProvider.System).OfFile(file));
    }

    [Fact]
    public void A_stamp_tells_what_the_file_system_says()
    {
        var file = _folder.Write("ü 文.bin", "12345");
        var past = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(file, past);

        var stamp = FileStamp.Of(file);

        Assert.Equal((5L, (past - DateTime.UnixEpoch).Ticks * 100), (stamp.Size, stamp.Modified));
        if (OperatingSystem.IsLinux()) Assert.True(stamp.Changed > stamp.Modified && stamp.Inode > 0 && stamp.Device > 0, $"{stamp}");
        Assert.Equal(stamp, FileStamp.Of(file));
        Assert.ThrowsAny<IOException>(() => FileStamp.Of(_folder.At("none")));
    }

    /// <summary>Edits, replacements and times set back, on a file system whose clock has coarse steps, between questions and
    /// runs.</summary>
    [Fact]
    public void No_sequence_of_edits_gives_a_stale_hash()
    {
        string[] paths = [_folder.Write("1", ""), _folder.Write("2", "")];
        var operation = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 1], Gen.Int[0, 3]);
        long[] steps = [1, 4 * Millisecond, Second, HashMemo.CoarsestStep];
        var step = Gen.Int[0, steps.Length - 1].Select(index => steps[index]);
        var known = 0;
        Gen.Select(step, operation.List[1, 40]).Sample((coarse, operations) =>
        {
            File.Delete(_folder.At("hashes.tsv"));
            var disk = new CoarseDisk(coarse);
            foreach (var path in paths) disk.Write(path, "0", inPlace: false);
            var memo = Open(disk);
            foreach (var (kind, which, amount) in operations)
            {
                var path = paths[which];
                switch (kind)
                {
                    case 0: disk.Write(path, $"{amount}", inPlace: true); break;
                    case 1: disk.Write(path, $"{amount}", inPlace: false); break;
                    case 2: disk.SetModified(path, amount * Second); break;
                    case 3: disk.Now += amount * 700 * Millisecond; break;
                    case 4: disk.Now += amount; break;
                    case 5:
                        memo.Save();
                        memo = Open(disk);
                        break;
                    default:
                        var reads = disk.Reads;
                        Assert.Equal(disk.Content(path), memo.OfFile(path));
                        if (disk.Reads == reads) Interlocked.Increment(ref known);
                        break;
                }
            }
            foreach (var path in paths) Assert.Equal(disk.Content(path), memo.OfFile(path));
        }, iter: 3000, threads: 1);
        Assert.True(known > 100, $"the memo was of use {known} times");
    }

    private HashMemo Open(CoarseDisk disk) => new(_folder.At("hashes.tsv"), disk, disk.Stamp, disk.Read);

    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddHours(1);
    }

    /// <summary>Two files whose times are those of a clock with steps.</summary>
    private sealed class CoarseDisk(long step) : TimeProvider
    {
        private readonly Dictionary<string, (string Content, FileStamp Stamp)> _files = [];
        private ulong _inode;

        public long Now { get; set; } = 100 * Second;

        public int Reads { get; private set; }

        private long Time => Now / step * step;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Now / 100);

        public void Write(string path, string content, bool inPlace) =>
            _files[path] = (content, new FileStamp(content.Length, Time, Time, inPlace ? _files[path].Stamp.Inode : ++_inode, 1));

        public void SetModified(string path, long time) =>
            _files[path] = (_files[path].Content, _files[path].Stamp with { Modified = time, Changed = Time });

        public FileStamp Stamp(string path) => _files[path].Stamp;

        public string Content(string path) => _files[path].Content;

        public string Read(string path)
        {
            Reads++;
            return Content(path);
        }
    }
}
