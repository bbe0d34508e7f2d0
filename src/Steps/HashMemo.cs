using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Steps;

/// <summary>
/// Remembers files' hashes, so that a big file that nobody touched is not read again. A remembered hash counts only while the
/// file's stamp is the same and was old enough when the file was read: a file system's clock has steps, and two edits within one
/// step leave the same stamp.
/// </summary>
public sealed class HashMemo
{
    public const string FileName = "hashes.tsv";

    /// <summary>The coarsest step of a file system's clock, in nanoseconds: FAT counts in two seconds.</summary>
    public const long CoarsestStep = 2_000_000_000;

    private static readonly string[] Columns = ["path", "size", "modified", "changed", "inode", "device", "hash"];
    private readonly Dictionary<string, (FileStamp Stamp, string Hash)> _known;
    private readonly string _file;
    private readonly TimeProvider _clock;
    private readonly Func<string, FileStamp> _stamp;
    private readonly Func<string, string> _hash;
    private bool _changed;

    /// <param name="file">Where the hashes are kept between runs.</param>
    /// <param name="clock">The clock that the files' times come from too.</param>
    /// <param name="stamp">The file system; replaced in tests.</param>
    /// <param name="hash">Reads and hashes; replaced in tests.</param>
    public HashMemo(string file, TimeProvider clock, Func<string, FileStamp>? stamp = null, Func<string, string>? hash = null)
    {
        (_file, _clock, _stamp, _hash) = (file, clock, stamp ?? FileStamp.Of, hash ?? ContentHash.OfFile);
        _known = Read(file);
    }

    /// <summary>The same as <see cref="ContentHash.OfFile"/>.</summary>
    public string OfFile(string path)
    {
        path = Path.GetFullPath(path);
        var now = (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        var stamp = _stamp(path);
        if (_known.TryGetValue(path, out var entry) && entry.Stamp == stamp) return entry.Hash;
        var hash = _hash(path);
        if (Math.Max(stamp.Modified, stamp.Changed) + CoarsestStep <= now && _stamp(path) == stamp)
        {
            _known[path] = (stamp, hash);
            _changed = true;
        }
        else if (_known.Remove(path)) _changed = true;
        return hash;
    }

    /// <summary>The same as <see cref="ContentHash.OfFolder"/>.</summary>
    public string OfFolder(string folder) => ContentHash.OfFolderBy(folder, OfFile);

    /// <summary>Keeps what was learnt, without the files that are gone.</summary>
    public void Save()
    {
        if (!_changed) return;
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        var temporary = _file + ".tmp";
        try
        {
            Write(temporary);
            File.Move(temporary, _file, overwrite: true);
        }
        catch (IOException)
        {
            File.Delete(temporary);
            throw;
        }
        _changed = false;
    }

    private void Write(string file) =>
        Tsv.Write(
            file,
            Columns,
            _known
                .Where(pair => File.Exists(pair.Key))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair =>
                {
                    var (stamp, hash) = pair.Value;
                    return new[]
                    {
                        pair.Key,
                        Text(stamp.Size),
                        Text(stamp.Modified),
                        Text(stamp.Changed),
                        Text(stamp.Inode),
                        Text(stamp.Device),
                        hash,
                    };
                })
        );

    private static Dictionary<string, (FileStamp, string)> Read(string file)
    {
        var known = new Dictionary<string, (FileStamp, string)>(StringComparer.Ordinal);
        if (!File.Exists(file)) return known;
        try
        {
            foreach (var row in Tsv.Read(file, Columns))
                known[row[0]] = (new FileStamp(Number(row[1]), Number(row[2]), Number(row[3]), Unsigned(row[4]), Unsigned(row[5])), row[6]);
            return known;
        }
        catch (Exception e) when (e is ArtifactException or FormatException or OverflowException)
        {
            return []; // it only saves time: every file is read again
        }
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static ulong Unsigned(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
}
