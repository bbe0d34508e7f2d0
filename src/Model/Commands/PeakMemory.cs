using System.Globalization;

namespace Recsys.Model.Commands;

/// <summary>The most memory that this process has had resident.</summary>
public static class PeakMemory
{
    private const string Line = "VmHWM:";

    /// <summary>In MiB, to one decimal; 0 where the system does not tell.</summary>
    public static double Mebibytes()
    {
        if (!File.Exists("/proc/self/status")) return 0;
        var line = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal));
        return line is null
            ? 0
            : Math.Round(
                long.Parse(
                    line[Line.Length..].Replace("kB", "", StringComparison.Ordinal),
                    NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                    CultureInfo.InvariantCulture
                ) / 1024.0,
                1
            );
    }
}
