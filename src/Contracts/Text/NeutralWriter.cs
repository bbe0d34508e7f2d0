using System.Text;

namespace Recsys.Contracts.Text;

/// <summary>A writer whose whole lines pass through <see cref="LogText.Neutral"/>; an unfinished line waits for its end or a flush.</summary>
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
