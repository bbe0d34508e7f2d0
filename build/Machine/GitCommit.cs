namespace Recsys.Build.Machine;

/// <summary>The commit that a checkout is at, read from the files of its repository: git itself need not be installed.</summary>
public static class GitCommit
{
    private const string Link = "gitdir:", Reference = "ref:";

    /// <summary>Of the checkout in a folder; null where it is no repository, or none that can be read.</summary>
    public static string? Of(string root)
    {
        try
        {
            return Folder(root) is { } folder && First(Path.Combine(folder, "HEAD")) is { } head ? Resolve(folder, head) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A worktree has a file in the place of the folder.
    private static string? Folder(string root)
    {
        var git = Path.Combine(root, ".git");
        if (Directory.Exists(git)) return git;
        return First(git) is { } line && line.StartsWith(Link, StringComparison.Ordinal)
            ? Path.GetFullPath(line[Link.Length..].Trim(), root)
            : null;
    }

    private static string? Resolve(string folder, string head)
    {
        if (!head.StartsWith(Reference, StringComparison.Ordinal)) return Commit(head);
        var name = head[Reference.Length..].Trim();
        // A worktree's branches lie where the repository itself is.
        var shared = First(Path.Combine(folder, "commondir")) is { } common ? Path.GetFullPath(common, folder) : folder;
        return Commit(First(Path.Combine(folder, name)) ?? First(Path.Combine(shared, name)) ?? Packed(shared, name));
    }

    private static string? Packed(string folder, string name)
    {
        var file = Path.Combine(folder, "packed-refs");
        return File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(line => line.EndsWith($" {name}", StringComparison.Ordinal))?.Split(' ')[0]
            : null;
    }

    private static string? First(string file) => File.Exists(file) ? File.ReadLines(file).FirstOrDefault()?.Trim() : null;

    private static string? Commit(string? text) => text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigitLower) ? text : null;
}
