using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Image;

/// <summary>A directory (no source, no content) or a file of a layer; owner is always root, times are the image's.</summary>
/// <param name="Path">Relative to the image's root, with <c>/</c>, no leading slash.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="Source">The file to copy from.</param>
/// <param name="Content">Or the content itself.</param>
public sealed record LayerEntry(string Path, UnixFileMode Mode, string? Source = null, byte[]? Content = null)
{
    public const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public const UnixFileMode Executable = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Writable by all, deletable by the owner: 1777.</summary>
    public const UnixFileMode Shared = Executable | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite | UnixFileMode.StickyBit;

    public bool IsDirectory => Source is null && Content is null;

    public static LayerEntry Folder(string path, UnixFileMode mode = Executable) => new(path, mode);

    /// <summary>Native programs and libraries are 0755, everything else 0644, whatever the source's mode is.</summary>
    public static LayerEntry Copy(string path, string source) => new(path, ElfFile.IsElf(source) ? Executable : Plain, source);

    public static LayerEntry Text(string path, string content, UnixFileMode mode = Plain) =>
        new(path, mode, Content: System.Text.Encoding.UTF8.GetBytes(content));
}

/// <summary>Files that change together.</summary>
public sealed class Layer
{
    /// <param name="purpose">See <see cref="ImageLayer"/>.</param>
    /// <param name="entries">In any order; missing parent directories are added as 0755.</param>
    public Layer(string purpose, IEnumerable<LayerEntry> entries)
    {
        Purpose = purpose;
        var sorted = new SortedDictionary<string, LayerEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
            if (!sorted.TryAdd(Checked(entry.Path), entry))
                throw new ArgumentException($"{entry.Path} is twice in the {purpose} layer.", nameof(entries));
        foreach (var path in sorted.Keys.ToArray())
            for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
                sorted.TryAdd(path[..slash], LayerEntry.Folder(path[..slash]));
        Entries = [.. sorted.Values];
    }

    public string Purpose { get; }

    /// <summary>Sorted ordinally by path, so that a directory stands before what it holds.</summary>
    public IReadOnlyList<LayerEntry> Entries { get; }

    /// <summary>All files below a folder, placed below <paramref name="target"/>.</summary>
    public static Layer OfFolder(string purpose, string folder, string target) => new(purpose,
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => LayerEntry.Copy($"{target}/{Path.GetRelativePath(folder, file).Replace('\\', '/')}", file)));

    private static string Checked(string path) =>
        path.Length > 0 && path.Split('/').All(part => part is not ("" or "." or ".."))
            ? path
            : throw new ArgumentException($"'{path}' is not a relative path.", nameof(path));
}
