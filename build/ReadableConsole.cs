using Cake.Core;

namespace Recsys.Build;

/// <summary>Cake's console, in which plain text has the terminal's own colour: Cake writes it in white, which nobody can read on a light
/// ground.</summary>
public sealed class ReadableConsole(IConsole inner) : IConsole
{
    // Select Graphic Rendition of ECMA-48: 37 white, 1 bold.
    private static readonly string[] Whites = ["\u001b[37;1m", "\u001b[37m", "\u001b[97m"];

    public ConsoleColor ForegroundColor
    {
        get => inner.ForegroundColor;
        set
        {
            if (value is ConsoleColor.White or ConsoleColor.Gray) inner.ResetColor();
            else inner.ForegroundColor = value;
        }
    }

    public ConsoleColor BackgroundColor
    {
        get => inner.BackgroundColor;
        set => inner.BackgroundColor = value;
    }

    public bool SupportAnsiEscapeCodes => inner.SupportAnsiEscapeCodes;

    public void Write(string format, params object[] arg) => inner.Write(Readable(format), Readable(arg));

    public void Write(string value) => inner.Write(Readable(value));

    public void WriteLine(string format, params object[] arg) => inner.WriteLine(Readable(format), Readable(arg));

    public void WriteLine(string value) => inner.WriteLine(Readable(value));

    public void WriteError(string format, params object[] arg) => inner.WriteError(Readable(format), Readable(arg));

    public void WriteError(string value) => inner.WriteError(Readable(value));

    public void WriteErrorLine(string format, params object[] arg) => inner.WriteErrorLine(Readable(format), Readable(arg));

    public void WriteErrorLine(string value) => inner.WriteErrorLine(Readable(value));

    public void ResetColor() => inner.ResetColor();

    private static object[] Readable(object[] values) => [.. values.Select(value => value is string text ? Readable(text) : value)];

    private static string Readable(string text) =>
        Whites.Aggregate(text, (sofar, white) => sofar.Replace(white, "", StringComparison.Ordinal));
}
