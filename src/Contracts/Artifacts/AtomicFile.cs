using System.Text;

namespace Recsys.Contracts.Artifacts;

/// <summary>Writes a whole file or nothing.</summary>
public static class AtomicFile
{
    /// <summary>Writes to a temporary sibling, forces it to the disk and renames it over <paramref name="path"/>.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = path + ".tmp";
        try
        {
            using (var stream = File.Create(temporary))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception)
        {
            File.Delete(temporary);
            throw;
        }
        Durable.FlushFolder(folder);
    }

    /// <summary>UTF-8 without byte order mark.</summary>
    public static void Write(string path, string content) => Write(path, Encoding.UTF8.GetBytes(content));
}
