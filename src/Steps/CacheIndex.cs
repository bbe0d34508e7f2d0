using Recsys.Contracts.Artifacts;

namespace Recsys.Steps;

/// <summary>The entries of the cache, and which of them leave when there are too many.</summary>
public sealed class CacheIndex(string folder, ContentStore objects)
{
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    public static string PathOf(string folder, string step, string key) =>
        Path.Combine(folder, "entries", step.ToLowerInvariant(), key[ContentHash.Prefix.Length..] + ".json");

    /// <summary>An entry; null when there is none that this build understands. One that is damaged is removed.</summary>
    public static CacheEntry? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            var entry = ArtifactJson.Read<CacheEntry>(path);
            if (entry.FormatVersion != CacheEntry.CurrentVersion) return null;
            if (IsSound(entry)) return entry;
        }
        catch (ArtifactException) when (File.Exists(path))
        {
        }
        catch (ArtifactException)
        {
            return null; // removed meanwhile by another run
        }
        File.Delete(path);
        return null;
    }

    /// <summary>Removes entries, the least recently used first, until the rest fits; then what nobody names any more.</summary>
    /// <param name="limit">Bytes that may remain.</param>
    /// <param name="used">Entries of this run, which stay.</param>
    /// <param name="now">The time.</param>
    public void Shrink(long limit, IReadOnlySet<string> used, DateTime now)
    {
        var entries = Entries().OrderBy(entry => entry.Used).ThenBy(entry => entry.Path, StringComparer.Ordinal).ToList();
        var names = entries
            .SelectMany(entry => entry.Files.Keys)
            .CountBy(hash => hash, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        var size = entries
            .SelectMany(entry => entry.Files)
            .DistinctBy(file => file.Key, StringComparer.Ordinal)
            .Sum(file => file.Value);
        foreach (var entry in entries.Where(entry => !used.Contains(entry.Path)))
        {
            if (size <= limit) break;
            File.Delete(entry.Path);
            foreach (var (hash, bytes) in entry.Files)
            {
                if (--names[hash] > 0) continue;
                objects.Remove(hash);
                size -= bytes;
            }
        }
        objects.Sweep(now - Grace, hash => names.GetValueOrDefault(hash) > 0);
    }

    private IEnumerable<(string Path, DateTime Used, Dictionary<string, long> Files)> Entries()
    {
        var shelf = Path.Combine(folder, "entries");
        foreach (var path in Directory.Exists(shelf) ? Directory.GetFiles(shelf, "*.json", SearchOption.AllDirectories) : [])
        {
            if (Read(path) is not { } entry)
                continue;
            yield return (
                path,
                File.GetLastWriteTimeUtc(path),
                entry
                    .Outputs.Values.SelectMany(output => output.Values)
                    .DistinctBy(file => file.Hash, StringComparer.Ordinal)
                    .ToDictionary(file => file.Hash, file => file.Size, StringComparer.Ordinal)
            );
        }
    }

    // The cache may be shared: no name in it leads out of the folder it belongs to.
    private static bool IsSound(CacheEntry entry) =>
        entry.Outputs is not null
        && entry.Figures is not null
        && ContentHash.IsHash(entry.Key)
        && entry.Outputs.All(output =>
            output.Value is not null && output.Value.All(file => IsInside(file.Key) && ContentHash.IsHash(file.Value?.Hash))
        );

    private static bool IsInside(string name) => !Path.IsPathRooted(name) && !name.Contains('\\') && !name.Contains(':')
        && name.Split('/').All(part => part is not ("" or "." or ".."));
}
