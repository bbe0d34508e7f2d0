using System.Text;

namespace Recsys.Model.Sample;

/// <summary>Writes comma-separated UTF-8 with a header and <c>\n</c> line ends; fields are quoted where needed.</summary>
internal sealed class CsvFile : IDisposable
{
    private readonly StreamWriter _writer;

    public CsvFile(string path, params string[] header)
    {
        _writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16)
        {
            NewLine = "\n",
        };
        Write(header);
        Rows = 0;
    }

    /// <summary>Data rows written.</summary>
    public long Rows { get; private set; }

    public void Write(params ReadOnlySpan<string> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0) _writer.Write(',');
            var quoted = fields[i].AsSpan().IndexOfAny(",\"\n\r") >= 0;
            _writer.Write(quoted ? $"\"{fields[i].Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : fields[i]);
        }
        _writer.Write('\n');
        Rows++;
    }

    public void Dispose() => _writer.Dispose();
}
