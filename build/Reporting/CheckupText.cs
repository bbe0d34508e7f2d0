using Recsys.Build.Machine;
using Spectre.Console;

namespace Recsys.Build.Reporting;

/// <summary>Findings as lines for a console.</summary>
public static class CheckupText
{
    /// <summary>One line each, and one with the remedy where there is something to do.</summary>
    /// <param name="findings">In the order to show.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static IReadOnlyList<string> Of(IEnumerable<Finding> findings, int width)
    {
        var table = TableText.Of("", "", "").HideHeaders();
        foreach (var finding in findings)
        {
            var mark = finding.Fitness switch { Fitness.Fit => "ok", Fitness.Limited => "note", _ => "UNFIT" };
            table.Add(mark, finding.Part, finding.Detail);
            if (finding.Remedy is not null) table.Add("", "", $"do: {finding.Remedy}");
        }
        return TableText.Lines(table, width, indent: 2);
    }
}
