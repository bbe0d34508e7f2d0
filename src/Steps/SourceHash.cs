using Recsys.Contracts.Artifacts;

namespace Recsys.Steps;

/// <summary>Hash of the sources that a tool is compiled from: the version of the code, with or without a repository.</summary>
public static class SourceHash
{
    private static readonly string[] Shared = ["Directory.Build.props", "Directory.Packages.props", "global.json"];

    /// <param name="root">The repository.</param>
    /// <param name="hashes">Hashes of the files.</param>
    /// <param name="folders">Source folders, relative to it.</param>
    public static string Of(string root, HashMemo hashes, params string[] folders)
    {
        var files = folders.SelectMany(folder => Sources(Path.Combine(root, folder)))
            .Concat(Shared.Select(name => Path.Combine(root, name)))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
        return ContentHash.OfEntries(files.Select(name => (name, hashes.OfFile(Path.Combine(root, name)))));
    }

    // Compiled output is not even looked through: there are more files in it than sources.
    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder)
        .Concat(Directory.EnumerateDirectories(folder).Where(child => Path.GetFileName(child) is not ("bin" or "obj")).SelectMany(Sources));
}
