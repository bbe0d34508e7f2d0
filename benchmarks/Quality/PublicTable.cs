using System.IO.Compression;
using System.Text;
using Recsys.Model.Ingest;

namespace Recsys.Quality;

/// <summary>Reads a gzipped comma-separated table (RFC 4180) row by row.</summary>
internal static class PublicTable
{
    /// <exception cref="DataException">A quote is not closed.</exception>
    public static IEnumerable<string[]> Read(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress), Encoding.UTF8);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var first = number;
            while (line.Count(letter => letter == '"') % 2 != 0)
            {
                line +=
                    '\n'
                    + (
                        reader.ReadLine()
                        ?? throw new DataException($"{file}, line {first}: a quote is not closed. Remedy: get the file again.")
                    );
                number++;
            }
            yield return Split(line);
        }
    }

    private static string[] Split(string line)
    {
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                // Two quotes inside quotes are one.
                if (quoted && i + 1 < line.Length && line[i + 1] == '"') field.Append(line[i++]);
                else quoted = !quoted;
            }
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else field.Append(line[i]);
        }
        fields.Add(field.ToString());
        return [.. fields];
    }
}
