using Spectre.Console;
using Spectre.Console.Rendering;

namespace Recsys.Build.Reporting;

/// <summary>Tables without borders, as lines for Cake's log. Spectre.Console measures their columns, where a wide (CJK) character takes
/// two.</summary>
public static class TableText
{
    /// <summary>As wide as anything is: what goes to a file or a pipe is not broken.</summary>
    public const int Endless = 10_000;

    private const int Narrowest = 40, Gap = 2;

    /// <summary>Columns of this terminal; <see cref="Endless"/> where the output goes elsewhere.</summary>
    public static int Width => Console.IsOutputRedirected ? Endless : Math.Max(Console.WindowWidth, Narrowest);

    /// <summary>A table with these columns; those whose name begins with <c>&gt;</c> stand right.</summary>
    public static Table Of(params IEnumerable<string> columns)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var name in columns)
        {
            var right = name.StartsWith('>');
            var column = new TableColumn(new Text(right ? name[1..] : name)) { Padding = new Padding(0, 0, Gap, 0) };
            table.AddColumn(right ? column.RightAligned().NoWrap() : column);
        }
        return table;
    }

    /// <summary>Adds a row of plain text.</summary>
    public static void Add(this Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    /// <param name="content">What to show.</param>
    /// <param name="width">Columns to show it in.</param>
    /// <param name="indent">Blanks before every line.</param>
    public static IReadOnlyList<string> Lines(IRenderable content, int width, int indent = 0)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = width - indent;
        console.Profile.Capabilities.Unicode = true;
        console.Write(content);
        var lines = text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return [.. lines.Select(line => (new string(' ', indent) + line).TrimEnd())];
    }
}
