using System.Text;

namespace Recsys.Contracts.Text;

/// <summary>
/// A writer whose lines pass through <see cref="LogText.Neutral"/>. An unfinished line waits for its end or a flush; one that begins with a
/// carriage return is a progress line, which is shown at once.
/// </summary>
public sealed class NeutralWriter(TextWriter inner) : TextWriter
{
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        lock (_line)
        {
            _line.Append(value);
            if (value == '\n') Flush();
        }
    }

    public override void Write(string? value)
    {
        if (value is null) return;
        lock (_line)
        {
            _line.Append(value);
            if (value.Contains('\n') || value.StartsWith('\r')) Flush();
        }
    }

    public override void Flush()
    {
        lock (_line)
        {
            inner.Write(LogText.Neutral(_line.ToString()));
            _line.Clear();
            inner.Flush();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Flush();
        base.Dispose(disposing);
    }
}
