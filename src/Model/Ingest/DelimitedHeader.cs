using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Recsys.Model.Ingest;

/// <summary>The header of a delimited file: its delimiter and its column names.</summary>
internal sealed record DelimitedHeader(char Delimiter, string[] Columns)
{
    private const int Longest = 1 << 20;

    /// <param name="path">Plain, or gzip by the ending <c>.gz</c>.</param>
    /// <param name="format"><c>csv</c>: the most frequent of <c>, ; |</c> and tab in the header; <c>tsv</c>: tab.</param>
    /// <exception cref="DataException">Empty, not UTF-8, or a column named twice.</exception>
    public static DelimitedHeader Read(string path, string format)
    {
        var line = FirstRecord(path).TrimEnd('\r', '\n');
        if (line.Length == 0)
            throw new DataException($"{path} is empty. Remedy: the table needs a header line with the column names, and rows.");
        var delimiter = format == "tsv" ? '\t' : Likeliest(line);
        var columns = Split(line, delimiter);
        for (var i = 0; i < columns.Length; i++)
            if (columns[i].Length == 0) columns[i] = string.Create(CultureInfo.InvariantCulture, $"column{i + 1}");
        var twice = columns.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? new DelimitedHeader(delimiter, columns)
            : throw new DataException(
                $"{path}, line 1: the column '{twice.Key}' is there twice (upper and lower case count as the same). Remedy: rename one."
            );
    }

    private static string FirstRecord(string path)
    {
        using var file = File.OpenRead(path);
        using var stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : (Stream)file;
        using var buffered = new BufferedStream(stream, 1 << 14);
        var bytes = new List<byte>();
        var quoted = false;
        try
        {
            for (var next = buffered.ReadByte(); next >= 0 && bytes.Count < Longest; next = buffered.ReadByte())
            {
                if (next == '"') quoted = !quoted;
                if (next == '\n' && !quoted) break;
                bytes.Add((byte)next);
            }
        }
        catch (InvalidDataException e)
        {
            throw new DataException(
                $"{path} cannot be unpacked: {e.Message} Remedy: compress it with gzip again, or name it without .gz.",
                e
            );
        }
        ReadOnlySpan<byte> text = [.. bytes];
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[3..];
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(text);
        }
        catch (DecoderFallbackException)
        {
            throw NotUtf8(path, 1);
        }
    }

    /// <summary>The error for a file in another encoding.</summary>
    public static DataException NotUtf8(string path, long line) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{path}, row {line} (the header is row 1): the text is not UTF-8; GBK and other encodings are not read. "
                    + $"Remedy: convert it, e.g. iconv -f GB18030 -t UTF-8 {Path.GetFileName(path)} > utf8.csv"
            )
        );

    private static char Likeliest(string line)
    {
        var best = ',';
        foreach (var candidate in ";|\t")
            if (Split(line, candidate).Length > Split(line, best).Length) best = candidate;
        return best;
    }

    private static string[] Split(string line, char delimiter)
    {
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        foreach (var letter in line)
        {
            if (letter == '"') quoted = !quoted;
            else if (letter == delimiter && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else field.Append(letter);
        }
        fields.Add(field.ToString().Trim());
        return [.. fields];
    }
}
