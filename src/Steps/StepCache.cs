using System.Text;
using Recsys.Contracts.Artifacts;

namespace Recsys.Steps;

/// <summary>
/// Results of steps by key, shared by all runs and checkouts of a user. It only saves time: whatever is wrong with it, the step
/// runs. What comes out is checked against its hashes; what goes in appears by renames, so nobody waits for anybody.
/// </summary>
/// <param name="folder">The cache; made when something is stored.</param>
/// <param name="limit">Bytes it may hold.</param>
/// <param name="log">Where it says what is wrong with it.</param>
/// <param name="clock">For the order in which entries leave.</param>
/// <param name="seal">Under which sealed results are stored and taken; null: they are neither.</param>
public sealed class StepCache(string folder, long limit, IStepLog log, TimeProvider clock, ICacheSeal? seal = null)
{
    private readonly ContentStore _objects = new(folder);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>What is kept for a step and key; null when there is nothing, nothing usable, or nothing that a step which asks for a
    /// seal may believe.</summary>
    public CacheEntry? Find(Step step) => Tolerant(() =>
    {
        var path = PathOf(step.Name, step.Key);
        if (CacheIndex.Read(path) is not { } entry) return null;
        if (entry.Step != step.Name || entry.Key != step.Key)
        {
            File.Delete(path);
            return null;
        }
        if (!step.Sealed || (entry.Seal is { } given && seal?.Fits(Text(entry), given) == true)) return entry;
        log.Warning(
            $"What the cache holds of {step.Name} ({path}) {(entry.Seal is null ? "carries no seal" : "is not sealed")} "
                + $"{(seal is null ? "that could be checked here" : $"by {seal.Owner}")}: it is not taken across the gate, and "
                + $"{step.Name} runs. Where you did not expect that, look at who can write the cache."
        );
        return null;
    });

    /// <summary>Puts an entry's files in the place of the outputs: all of them, or none.</summary>
    /// <returns>false when a file is missing or damaged; then the entry is gone.</returns>
    public bool Restore(CacheEntry entry, IReadOnlyList<string> outputs)
    {
        var folders = new List<AtomicFolder>();
        try
        {
            if (!entry.Outputs.Keys.SequenceEqual(outputs.Select(NameOf).Order(StringComparer.Ordinal))) return Drop(entry, null);
            foreach (var output in outputs)
            {
                var target = new AtomicFolder(output);
                folders.Add(target);
                foreach (var (name, file) in entry.Outputs[NameOf(output)])
                {
                    var path = target.File(name);
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    if (!_objects.TryCopy(file, path)) return Drop(entry, file.Hash);
                }
            }
            foreach (var target in folders) target.Commit();
            Use(entry.Step, entry.Key);
            return true;
        }
        finally
        {
            foreach (var target in folders) target.Dispose();
        }
    }

    /// <summary>Keeps the outputs of a step that ran, and makes room.</summary>
    /// <param name="record">The step's record.</param>
    /// <param name="outputs">Its folders.</param>
    /// <param name="hash">Hash of a file.</param>
    /// <param name="isSealed">Whether it is behind the gate: then it is stored under a seal or not at all.</param>
    public void Store(StepRecord record, IReadOnlyList<string> outputs, Func<string, string> hash, bool isSealed = false) =>
        Tolerant<object>(() =>
        {
            var files = outputs.ToDictionary(
                NameOf,
                output =>
                    Directory
                        .GetFiles(output, "*", SearchOption.AllDirectories)
                        .ToDictionary(
                            file => Path.GetRelativePath(output, file).Replace('\\', '/'),
                            file => (Path: file, Content: new CachedFile(hash(file), new FileInfo(file).Length))
                        )
            );
            var contents = files.Values.SelectMany(folder => folder.Values).ToList();
            if (contents.Sum(file => file.Content.Size) > limit)
            {
                log.Verbose(
                    $"{record.Step} is larger than the whole cache may be ({CacheSettings.SizeVariable}); it is not kept there."
                );
                return null;
            }
            var entry = new CacheEntry
            {
                Step = record.Step,
                Key = record.Key,
                Seconds = record.Seconds,
                Figures = record.Figures,
                Outputs = new(
                    files.ToDictionary(
                        folder => folder.Key,
                        folder => new SortedDictionary<string, CachedFile>(
                            folder.Value.ToDictionary(file => file.Key, file => file.Value.Content),
                            StringComparer.Ordinal
                        )
                    ),
                    StringComparer.Ordinal
                ),
            };
            if (isSealed)
            {
                if (seal?.Of(Text(entry)) is not { } sealing) return null;
                entry = entry with { Seal = sealing };
            }
            var path = PathOf(record.Step, record.Key);
            if (CacheIndex.Read(path) is { } before && !SameFiles(before, entry))
                log.Warning(
                    $"{record.Step} made other bytes than the last time from the same inputs: it is not deterministic on this machine."
                );
            foreach (var (file, content) in contents)
                _objects.Add(file, content);
            _objects.Write(stream => stream.Write(Encoding.UTF8.GetBytes(ArtifactJson.Serialize(entry))), path);
            Use(record.Step, record.Key);
            new CacheIndex(folder, _objects).Shrink(limit, _used, clock.GetUtcNow().UtcDateTime);
            return null;
        });

    /// <summary>Marks an entry as used now, if there is one: this run will not remove it, others remove it last.</summary>
    public void Use(string step, string key) => Tolerant<object>(() =>
    {
        var path = PathOf(step, key);
        _used.Add(path);
        if (File.Exists(path)) File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);
        return null;
    });

    private static byte[] Text(CacheEntry entry) => Encoding.UTF8.GetBytes(ArtifactJson.Serialize(entry with { Seal = null }));

    private bool Drop(CacheEntry entry, string? damaged)
    {
        Tolerant<object>(() =>
        {
            File.Delete(PathOf(entry.Step, entry.Key));
            if (damaged is not null) _objects.Remove(damaged);
            return null;
        });
        return false;
    }

    private string PathOf(string step, string key) => CacheIndex.PathOf(folder, step, key);

    private static string NameOf(string output) => Path.GetFileName(output);

    private static bool SameFiles(CacheEntry a, CacheEntry b) => a.Outputs.Keys.SequenceEqual(b.Outputs.Keys)
        && a.Outputs.All(folder => folder.Value.SequenceEqual(b.Outputs[folder.Key]));

    private T? Tolerant<T>(Func<T?> action)
        where T : class
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Warning(
                $"The step cache {folder} cannot be used ({e.Message}); the run goes on without it. {CacheSettings.FolderVariable}=off "
                    + $"turns it off."
            );
            return null;
        }
    }
}
