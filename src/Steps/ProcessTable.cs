using System.Globalization;
using System.Text;

namespace Recsys.Steps;

/// <summary>Processes and sockets as Linux's <c>/proc</c> shows them (proc(5)).</summary>
/// <param name="root">Where proc is mounted.</param>
public sealed class ProcessTable(string root = "/proc")
{
    /// <summary>Boot id and start time in clock ticks of a living process: together with the id they name it for ever.</summary>
    /// <returns>null when there is no such process, or only the zombie of one.</returns>
    public string? StartOf(int id)
    {
        const int state = 0, startTime = 19;
        if (StatOf(id) is not { } fields || fields.Length <= startTime || fields[state] is "Z" or "X") return null;
        return $"{ReadText("sys/kernel/random/boot_id")?.Trim()}/{fields[startTime]}";
    }

    /// <summary>Every process that one started, and theirs.</summary>
    public IReadOnlyList<int> Descendants(int id)
    {
        var parents = new Dictionary<int, int>();
        foreach (var process in Processes())
            if (StatOf(process) is { } fields && int.TryParse(fields.ElementAtOrDefault(1), CultureInfo.InvariantCulture, out var parent))
                parents[process] = parent;
        return [.. parents.Keys.Where(Descends)];

        bool Descends(int process)
        {
            while (parents.TryGetValue(process, out process))
                if (process == id) return true;
            return false;
        }
    }

    /// <summary>Bytes that a program may still take; null where nothing says so.</summary>
    public double? AvailableMemory()
    {
        var line = ReadText("meminfo")?.Split('\n').FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal));
        var number = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1);
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes) ? kibibytes * 1024.0 : null;
    }

    /// <summary>Command line, or the name in brackets of a process that shows none.</summary>
    public string CommandOf(int id)
    {
        var folder = id.ToString(CultureInfo.InvariantCulture);
        var command = ReadText($"{folder}/cmdline")?.Replace('\0', ' ').Trim();
        return string.IsNullOrEmpty(command) ? $"[{ReadText($"{folder}/comm")?.Trim()}]" : command;
    }

    /// <summary>Inodes of the sockets that listen on a TCP port, on any address that a bind to 127.0.0.1 collides with.</summary>
    public IReadOnlyList<string> ListeningSockets(int port)
    {
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        var inodes = new List<string>();
        foreach (var table in new[] { "net/tcp", "net/tcp6" })
        foreach (var line in (ReadText(table) ?? "").Split('\n').Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            const int local = 1,
                state = 3,
                inode = 9;
            if (
                fields.Length > inode
                && fields[state] == "0A"
                && fields[local].EndsWith(suffix, StringComparison.Ordinal)
                && Collides(fields[local])
            )
                inodes.Add(fields[inode]);
        }

        return inodes;
    }

    /// <summary>The process that holds one of the sockets; null when it belongs to another user.</summary>
    public int? HolderOf(IReadOnlyList<string> inodes)
    {
        var links = inodes.Select(inode => $"socket:[{inode}]").ToHashSet(StringComparer.Ordinal);
        foreach (var id in Processes())
            if (Holds(Path.Combine(root, id.ToString(CultureInfo.InvariantCulture)), links)) return id;
        return null;
    }

    private IEnumerable<int> Processes()
    {
        foreach (var folder in Directory.GetDirectories(root).Order(StringComparer.Ordinal))
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) yield return id;
    }

    // The fields from the third on: the second is the command in parentheses and may itself hold blanks and parentheses.
    private string[]? StatOf(int id) =>
        ReadText($"{id.ToString(CultureInfo.InvariantCulture)}/stat") is { } stat && stat.LastIndexOf(')') is var end and >= 0
        && stat.Length > end + 2
            ? stat[(end + 2)..].Split(' ')
            : null;

    private static bool Holds(string process, HashSet<string> links)
    {
        try
        {
            return Directory
                .GetFiles(Path.Combine(process, "fd"))
                .Any(file => new FileInfo(file).LinkTarget is { } link && links.Contains(link));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return false; // another user's, or gone meanwhile
        }
    }

    // Addresses are hexadecimal in host byte order: any (v4, v6), 127.0.0.1, and 127.0.0.1 mapped into v6.
    private static bool Collides(string local) =>
        local.Split(':')[0] is "00000000" or "0100007F" or "00000000000000000000000000000000" or "0000000000000000FFFF00000100007F";

    private string? ReadText(string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(root, name), Encoding.UTF8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
