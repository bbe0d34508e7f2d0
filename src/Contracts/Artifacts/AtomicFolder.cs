namespace Recsys.Contracts.Artifacts;

/// <summary>
/// Writes a whole folder or nothing: work goes to a temporary sibling, <see cref="Commit"/> puts it in the place of
/// the old one by renaming. Disposing without a commit leaves the old folder as it was.
/// </summary>
public sealed class AtomicFolder : IDisposable
{
    private readonly string _target;
    private bool _committed;

    /// <param name="target">The folder to replace.</param>
    public AtomicFolder(string target)
    {
        _target = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target));
        Path = _target + ".tmp";
        Remove(Path);
        Directory.CreateDirectory(Path);
    }

    /// <summary>The temporary sibling to write into.</summary>
    public string Path { get; }

    /// <summary>A path inside the temporary sibling.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Puts the written folder in place. A crash in between leaves the old folder beside it, complete.</summary>
    public void Commit()
    {
        var old = _target + ".old";
        Remove(old);
        if (Directory.Exists(_target)) Directory.Move(_target, old);
        Directory.Move(Path, _target);
        _committed = true;
        Remove(old);
    }

    public void Dispose()
    {
        if (!_committed) Remove(Path);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Writes a whole file or nothing.</summary>
public static class AtomicFile
{
    /// <summary>Writes to a temporary sibling and renames it over <paramref name="path"/>.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var temporary = path + ".tmp";
        System.IO.File.WriteAllBytes(temporary, content);
        System.IO.File.Move(temporary, path, overwrite: true);
    }

    /// <summary>UTF-8 without byte order mark.</summary>
    public static void Write(string path, string content) => Write(path, System.Text.Encoding.UTF8.GetBytes(content));
}
