namespace Recsys.Contracts.Artifacts;

/// <summary>
/// Writes a whole folder or nothing: work goes to the temporary sibling <c>NAME.tmp</c>; <see cref="Commit"/> moves the
/// old folder to <c>NAME.old</c>, the new one into its place, and removes the old one. Disposing without a commit leaves
/// the old folder as it was. A crash between the two moves is mended by <see cref="Recover"/>: the old folder comes back.
/// </summary>
public sealed class AtomicFolder : IDisposable
{
    private const string Temporary = ".tmp", Old = ".old";
    private readonly string _target;
    private bool _committed;

    /// <param name="target">The folder to replace.</param>
    public AtomicFolder(string target)
    {
        _target = Full(target);
        Recover(_target);
        Path = _target + Temporary;
        Remove(Path);
        Directory.CreateDirectory(Path);
    }

    /// <summary>The temporary sibling to write into.</summary>
    public string Path { get; }

    /// <summary>A path inside the temporary sibling.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Puts the written folder in place, on the disk and not only in the system's cache.</summary>
    public void Commit()
    {
        var (old, parent) = (_target + Old, System.IO.Path.GetDirectoryName(_target)!);
        Durable.FlushTree(Path);
        if (Directory.Exists(_target)) Directory.Move(_target, old);
        Directory.Move(Path, _target);
        Durable.FlushFolder(parent);
        _committed = true;
        Remove(old);
    }

    public void Dispose()
    {
        if (_committed) return;
        Remove(Path);
        Recover(_target);
    }

    /// <summary>
    /// Undoes a commit that a crash cut short: an old folder without a new one comes back, one beside a new one is
    /// removed. For readers that may come before the next writer; not to be called while another process writes the folder.
    /// </summary>
    public static void Recover(string target)
    {
        var old = Full(target) + Old;
        if (!Directory.Exists(old)) return;
        if (Directory.Exists(target)) Remove(old);
        else Directory.Move(old, target);
    }

    /// <summary>Recovers every folder in <paramref name="parent"/> and removes what else a crashed run left: <c>*.tmp</c> files and
    /// folders.</summary>
    public static void CleanLeftovers(string parent)
    {
        if (!Directory.Exists(parent)) return;
        foreach (var old in Directory.GetDirectories(parent, "*" + Old)) Recover(old[..^Old.Length]);
        foreach (var folder in Directory.GetDirectories(parent, "*" + Temporary)) Remove(folder);
        foreach (var file in Directory.GetFiles(parent, "*" + Temporary)) System.IO.File.Delete(file);
    }

    private static string Full(string folder) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder));

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
