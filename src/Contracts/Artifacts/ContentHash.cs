using System.Security.Cryptography;
using System.Text;

namespace Recsys.Contracts.Artifacts;

/// <summary>SHA-256 of files and folders, written as lowercase hexadecimal with the prefix <c>sha256:</c>.</summary>
public static class ContentHash
{
    public const string Prefix = "sha256:";

    /// <summary>Whether a text is a hash as this class writes them.</summary>
    public static bool IsHash(string? text) => text is not null && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.Length == Prefix.Length + 64 && !text.AsSpan(Prefix.Length).ContainsAnyExcept("0123456789abcdef");

    public static string OfBytes(ReadOnlySpan<byte> bytes) => Prefix + Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string OfText(string text) => OfBytes(Encoding.UTF8.GetBytes(text));

    public static string OfFile(string path)
    {
        using var stream = File.OpenRead(path);
        return Prefix + Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Hash over the sorted list of relative names and file hashes; times and modes do not count.</summary>
    public static string OfFolder(string folder) => OfFolderBy(folder, OfFile);

    /// <summary>The same with another way to a file's hash, such as one that remembers.</summary>
    public static string OfFolderBy(string folder, Func<string, string> ofFile)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal);
        return OfEntries(files.Select(entry => (entry.Name, ofFile(entry.File))));
    }

    /// <summary>Of files that are known by name and hash already, as <see cref="OfFolder"/> takes it of theirs.</summary>
    /// <param name="files">In ordinal order of their names.</param>
    public static string OfEntries(IEnumerable<(string Name, string Hash)> files)
    {
        var lines = new StringBuilder();
        foreach (var (name, hash) in files) lines.Append(name).Append('\0').Append(hash).Append('\n');
        return OfText(lines.ToString());
    }
}
