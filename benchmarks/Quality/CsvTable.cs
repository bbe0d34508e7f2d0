namespace Recsys.Quality;

/// <summary>Writes the tables that a shop would bring (RFC 4180).</summary>
internal static class CsvTable
{
    public static void Write(string path, string[] header, IEnumerable<string[]> rows) =>
        File.WriteAllLines(path, rows.Prepend(header).Select(row => string.Join(',', row.Select(Field))));

    private static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
