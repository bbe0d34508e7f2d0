using System.Globalization;

namespace Recsys.Steps;

/// <summary>
/// Tells a tool whose child it is, so that it ends when this process does: a kill -9 reaches the parent only. Process id and start
/// time together, since a number is used again.
/// </summary>
public static class ParentProcess
{
    public const string Variable = "RECSYS_PARENT";

    /// <summary>For the tool's environment; empty where there is no /proc.</summary>
    public static Dictionary<string, string> Variables()
    {
        var start = new ProcessTable().StartOf(Environment.ProcessId);
        return start is null ? [] : new(StringComparer.Ordinal)
        {
            // Boot id and start time; only the start time is passed on.
            [Variable] = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}:{start[(start.LastIndexOf('/') + 1)..]}"),
        };
    }
}
