using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Tool;

/// <summary>Reads a measurements file: tab-separated <c>name value</c>, one line a value; a name with several lines has repeats.</summary>
public static class MeasurementsFile
{
    private static readonly string[] Header = ["name", "value"];

    /// <summary>The values by name, in the order of the lines.</summary>
    /// <exception cref="ArtifactException">Missing or malformed; names file, line and field.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<double>> Read(string path) =>
        Tsv.Read(path, Header)
            .Select((row, i) => (Name: row[0], Value: Number(row[1], path, i + 2)))
            .GroupBy(row => row.Name, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => (IReadOnlyList<double>)[.. group.Select(row => row.Value)],
                StringComparer.Ordinal
            );

    private static double Number(string text, string path, int line) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw new ArtifactException($"{path}, line {line}: value is '{text}', expected a number.", "correct that line.");
}
