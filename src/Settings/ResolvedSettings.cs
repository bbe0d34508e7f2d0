using System.Text.RegularExpressions;

namespace Recsys.Settings;

/// <summary>Settings, and where each of them was written: a file with its line, a variable, or an argument.</summary>
/// <param name="Settings">Whole and valid.</param>
/// <param name="Origins">Dotted path to origin, of everything that was written.</param>
public sealed partial record ResolvedSettings(RecsysSettings Settings, IReadOnlyDictionary<string, string> Origins)
{
    /// <summary>Where each entry of a section, such as a gate, comes from: of every file the first line, and each variable and
    /// argument. A file is named without its folder where it was named by a whole path: two checkouts say the same.</summary>
    /// <param name="section">Dotted path, such as <c>verify.gates</c>.</param>
    public SortedDictionary<string, string> OfEntries(string section)
    {
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in Origins.Keys.Where(path => path.StartsWith(section + ".", StringComparison.Ordinal))
            .GroupBy(path => path[(section.Length + 1)..].Split('.')[0]))
        {
            // What nothing else lies below: a section's own origin is that of whoever wrote into it last.
            var leaves = entry.Where(path => !entry.Any(other => other.StartsWith(path + ".", StringComparison.Ordinal)));
            entries[entry.Key] = string.Join(
                ", ",
                leaves.Select(path => Parted(Origins[path])).GroupBy(origin => origin.Source, StringComparer.Ordinal)
                    .OrderBy(source => source.Key, StringComparer.Ordinal)
                    .Select(source => source.Min(origin => origin.Line) is > 0 and var line ? $"{source.Key}:{line}" : source.Key)
            );
        }
        return entries;
    }

    /// <summary>An origin without the lines in it: a gate that moved within its file comes from where it came from.</summary>
    public static string WithoutLines(string origin) => Lines().Replace(origin, "");

    private static (string Source, int Line) Parted(string origin)
    {
        var line = Lines().Match(origin) is { Success: true } match
            ? int.Parse(match.Groups["line"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)
            : 0;
        var source = Lines().Replace(origin, "");
        return (line > 0 && Path.IsPathRooted(source) ? Path.GetFileName(source) : source, line);
    }

    [GeneratedRegex(@":(?<line>\d+)(?=$|,)")]
    private static partial Regex Lines();
}
