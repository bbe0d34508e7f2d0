using System.Globalization;
using System.Security.Cryptography;
using Recsys.Contracts.Artifacts;

namespace Recsys.Steps;

/// <summary>Files under the names of their hashes. A file appears complete, by a rename, so readers need no lock.</summary>
/// <param name="folder">The cache's folder.</param>
public sealed class ContentStore(string folder)
{
    private static int _count;

    public string Folder { get; } = Path.Combine(folder, "objects");

    private string Temporary { get; } = Path.Combine(folder, "tmp");

    public string PathOf(string hash)
    {
        var digits = hash[ContentHash.Prefix.Length..];
        return Path.Combine(Folder, digits[..2], digits[2..]);
    }

    /// <summary>Takes a file in, unless it is there.</summary>
    /// <exception cref="IOException">The file is not what the hash says, or cannot be copied.</exception>
    public void Add(string file, CachedFile content)
    {
        var target = PathOf(content.Hash);
        if (File.Exists(target) && new FileInfo(target).Length == content.Size) return;
        Write(temporary =>
        {
            using var source = File.OpenRead(file);
            if (Copy(source, temporary) != content.Hash) throw new IOException($"{file} changed while it was copied");
        }, target);
    }

    /// <summary>Copies a file out and checks it.</summary>
    /// <returns>false when it is missing or not what the hash says.</returns>
    public bool TryCopy(CachedFile content, string target)
    {
        try
        {
            using var source = File.OpenRead(PathOf(content.Hash));
            using var copy = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
            return Copy(source, copy) == content.Hash;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    public void Remove(string hash) => File.Delete(PathOf(hash));

    /// <summary>Writes to a file of this process's own, then renames it.</summary>
    public void Write(Action<Stream> write, string target)
    {
        Directory.CreateDirectory(Temporary);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var stream = Open();
        try
        {
            write(stream);
            stream.Flush(flushToDisk: true);
            stream.Dispose();
            File.Move(stream.Name, target, overwrite: true);
        }
        catch
        {
            stream.Dispose();
            File.Delete(stream.Name);
            throw;
        }
    }

    /// <summary>Removes what crashed runs left, and files that no entry names. Young ones belong to a run that is storing now.</summary>
    public void Sweep(DateTime olderThan, Func<string, bool> named)
    {
        foreach (var file in Files(Temporary).Where(file => File.GetLastWriteTimeUtc(file) < olderThan)) File.Delete(file);
        foreach (var file in Files(Folder))
        {
            var hash = ContentHash.Prefix + Path.GetFileName(Path.GetDirectoryName(file)) + Path.GetFileName(file);
            if (!named(hash) && File.GetLastWriteTimeUtc(file) < olderThan) File.Delete(file);
        }
    }

    private static string[] Files(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];

    // Containers that share the cache may share process ids, so a name is only tried.
    private FileStream Open()
    {
        while (true)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");
            try
            {
                return new FileStream(Path.Combine(Temporary, name), FileMode.CreateNew, FileAccess.Write);
            }
            catch (IOException) when (File.Exists(Path.Combine(Temporary, name)))
            {
            }
        }
    }

    private static string Copy(Stream source, Stream target)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 17];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            target.Write(buffer, 0, read);
        }
        return ContentHash.Prefix + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
