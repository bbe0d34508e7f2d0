using System.Text;

namespace Recsys.Contracts.Artifacts;

/// <summary>
/// Tab-separated UTF-8 text with a header line and <c>\n</c> line ends. Backslash, tab, newline and carriage return
/// inside a field are written <c>\\ \t \n \r</c>.
/// </summary>
public static class Tsv
{
    /// <summary>Writes the header and the rows.</summary>
    public static void Write(string path, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16)
        {
            NewLine = "\n",
        };
        WriteRow(writer, header);
        foreach (var row in rows) WriteRow(writer, row);
    }

    /// <summary>The same as text.</summary>
    public static string Text(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        WriteRow(writer, header);
        foreach (var row in rows) WriteRow(writer, row);
        return writer.ToString();
    }

    /// <summary>The names of the columns, for tables whose columns are not known beforehand.</summary>
    /// <exception cref="ArtifactException">The file is missing.</exception>
    public static string[] ReadHeader(string path)
    {
        if (!File.Exists(path)) throw new ArtifactException($"{path} is missing.", "run the step that writes it again.");
        using var reader = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        return [.. (reader.ReadLine() ?? "").Split('\t').Select(Unescape)];
    }

    /// <summary>Reads the rows after checking the header.</summary>
    /// <exception cref="ArtifactException">The file is missing, or a header or a row has other columns.</exception>
    public static IEnumerable<string[]> Read(string path, IReadOnlyList<string> header)
    {
        if (!File.Exists(path)) throw new ArtifactException($"{path} is missing.", "run the step that writes it again.");
        return Rows(() => File.OpenRead(path), path, header);
    }

    /// <summary>Reads the rows of an open file after checking the header; <paramref name="path"/> is named in errors.</summary>
    /// <exception cref="ArtifactException">A header or a row has other columns.</exception>
    public static IEnumerable<string[]> Read(Stream content, string path, IReadOnlyList<string> header) =>
        Rows(() => content, path, header);

    private static IEnumerable<string[]> Rows(Func<Stream> open, string path, IReadOnlyList<string> header)
    {
        using var reader = new StreamReader(open(), Encoding.UTF8, detectEncodingFromByteOrderMarks: false, 1 << 16);
        var first = reader.ReadLine();
        if (first != string.Join('\t', header.Select(Escape)))
            throw new ArtifactException(
                $"{path}, line 1: expected the columns {string.Join(", ", header)}. Remedy: run the step that writes it again."
            );
        var number = 1;
        while (reader.ReadLine() is { } line)
        {
            number++;
            var fields = line.Split('\t');
            if (fields.Length != header.Count)
                throw new ArtifactException(
                    $"{path}, line {number}: expected {header.Count} columns, found {fields.Length}.", "run the step that writes it "
                        + $"again."
                );
            for (var i = 0; i < fields.Length; i++)
                fields[i] = Unescape(fields[i]);
            yield return fields;
        }
    }

    private static void WriteRow(TextWriter writer, IReadOnlyList<string> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (i > 0) writer.Write('\t');
            writer.Write(Escape(fields[i]));
        }
        writer.Write('\n');
    }

    internal static string Escape(string text) => text.AsSpan().IndexOfAny("\\\t\n\r") < 0
        ? text
        : text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);

    /// <summary>What a field stands for.</summary>
    public static string Unescape(string text)
    {
        if (!text.Contains('\\')) return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }
            i++;
            result.Append(text[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', var other => other });
        }
        return result.ToString();
    }
}
