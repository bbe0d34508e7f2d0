using System.Globalization;
using System.Text;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Files;

namespace Recsys.Engine.Catalogues;

/// <summary>Reads the rows of <c>catalogue.tsv</c>, a part of a large one on every processor.</summary>
internal static class CatalogueReader
{
    // Smaller parts are read sooner than they are handed out.
    private const int LeastPart = 1 << 20;

    /// <param name="content">The file's bytes.</param>
    /// <param name="path">Named in errors.</param>
    /// <returns>One product a row.</returns>
    /// <exception cref="ArtifactException">Malformed; names the file and the first such line.</exception>
    public static Product[] Read(FileBytes content, string path)
    {
        var header = Encoding.UTF8.GetBytes(string.Join('\t', Tables.CatalogueColumns));
        var rows = Line(content.Span, 0);
        if (!content.Span[..rows].TrimEnd((byte)'\n').SequenceEqual(header))
            throw new ArtifactException(
                $"{path}, line 1: expected the columns {string.Join(", ", Tables.CatalogueColumns)}.", "run Quantize again."
            );
        var parts = Math.Clamp((content.Length - rows) / LeastPart, 1, Environment.ProcessorCount);
        var starts = new int[parts + 1];
        (starts[0], starts[parts]) = (rows, content.Length);
        for (var part = 1; part < parts; part++)
            starts[part] = Line(content.Span, rows + (int)((long)(content.Length - rows) * part / parts));
        var first = new int[parts + 1];
        for (var part = 0; part < parts; part++) first[part + 1] = first[part] + Lines(content.Span[starts[part]..starts[part + 1]]);
        var products = new Product[first[parts]];
        var reading = new Task[parts];
        for (var part = 0; part < parts; part++)
        {
            var (from, to, at) = (starts[part], starts[part + 1], first[part]);
            reading[part] = Task.Run(() => new Part(path).Read(content.Span[from..to], at, products));
        }
        foreach (var part in reading) part.GetAwaiter().GetResult();
        return products;
    }

    // Where the line after the one of a byte begins.
    private static int Line(ReadOnlySpan<byte> content, int at) =>
        content[at..].IndexOf((byte)'\n') is var end and >= 0 ? at + end + 1 : content.Length;

    private static int Lines(ReadOnlySpan<byte> content) =>
        content.Count((byte)'\n') + (content.IsEmpty || content[^1] == '\n' ? 0 : 1);

    /// <summary>Neighbouring rows. The same category is one string.</summary>
    private sealed class Part(string path)
    {
        private const int Columns = 5;

        private readonly Dictionary<string, string> _categories = new(StringComparer.Ordinal);

        public void Read(ReadOnlySpan<byte> content, int index, Product[] products)
        {
            for (; !content.IsEmpty; index++)
            {
                var end = Line(content, 0);
                products[index] = Row(content[..end].TrimEnd((byte)'\n'), index);
                content = content[end..];
            }
        }

        private Product Row(ReadOnlySpan<byte> line, int index)
        {
            Span<Range> fields = stackalloc Range[Columns];
            var (count, start) = (0, 0);
            for (var at = 0; at <= line.Length; at++)
            {
                if (at < line.Length && line[at] != '\t') continue;
                if (count < Columns) fields[count] = start..at;
                (count, start) = (count + 1, at + 1);
            }
            if (count != Columns)
                throw new ArtifactException($"{path}, line {index + 2}: expected {Columns} columns, found {count}.", "run Quantize again.");
            double? price = null;
            if (!line[fields[3]].IsEmpty)
            {
                price = double.TryParse(line[fields[3]], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw Malformed(index, "price", line[fields[3]]);
            }
            if (!long.TryParse(line[fields[4]], NumberStyles.Integer, CultureInfo.InvariantCulture, out var popularity))
                throw Malformed(index, "popularity", line[fields[4]]);
            return new Product(index, Text(line[fields[0]]), Text(line[fields[1]]), Category(line[fields[2]]), price, popularity);
        }

        private static string Text(ReadOnlySpan<byte> field) => Tsv.Unescape(Encoding.UTF8.GetString(field));

        private string Category(ReadOnlySpan<byte> field)
        {
            Span<char> buffer = stackalloc char[256];
            if (field.Length > buffer.Length || field.Contains((byte)'\\')) return Text(field);
            var text = buffer[..Encoding.UTF8.GetChars(field, buffer)];
            if (_categories.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known)) return known;
            var category = text.ToString();
            return _categories[category] = category;
        }

        private ArtifactException Malformed(int index, string column, ReadOnlySpan<byte> value) =>
            new($"{path}, line {index + 2}: unusable {column}: '{Text(value)}'. Remedy: run Quantize again.");
    }
}
