using Recsys.Contracts.Artifacts;

namespace Recsys.Steps;

/// <summary>What a run that was killed leaves beside the artefacts. Only for who holds the lock.</summary>
public static class Leftovers
{
    private const string Old = ".old", Temporary = ".tmp";

    /// <summary>Moves a folder back that was set aside and never replaced; removes everything half-written.</summary>
    /// <returns>A line for each thing done.</returns>
    public static IReadOnlyList<string> Clear(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        var said = Directory.GetFileSystemEntries(folder).Order(StringComparer.Ordinal).Select(Line).OfType<string>().ToList();
        AtomicFolder.CleanLeftovers(folder);
        return said;
    }

    private static string? Line(string path)
    {
        var name = Path.GetFileName(path);
        if (name.EndsWith(Old, StringComparison.Ordinal) && Directory.Exists(path) && !Directory.Exists(path[..^Old.Length]))
            return $"An earlier run was killed while it replaced {name[..^Old.Length]}; the one before is back.";
        return
            name.EndsWith(Temporary, StringComparison.Ordinal)
            || (name.EndsWith(Old, StringComparison.Ordinal) && Directory.Exists(path))
            ? $"An earlier run was killed and left {name} behind; it is removed."
            : null;
    }
}
