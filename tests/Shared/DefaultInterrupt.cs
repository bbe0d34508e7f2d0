using System.Diagnostics;
using System.Globalization;

namespace Recsys.Testing;

/// <summary>
/// Children that SIGINT ends, whatever this process was started with: <c>nohup</c> and background jobs of scripts have it ignored, and
/// children inherit that.
/// </summary>
internal static class DefaultInterrupt
{
    private const int Interrupt = 2;

    private static readonly string[] Restore = ["env", "--default-signal=INT"];

    /// <summary>Why a test that sends SIGINT cannot run here; null where it can.</summary>
    public static string? Obstacle { get; } =
        !IsIgnored() || CanRestore()
            ? null
            : "these tests were started with SIGINT ignored, which children inherit, and no env --default-signal (coreutils 8.31) is here";

    /// <summary>A start of the program with the default disposition of SIGINT, under the process id that the start returns.</summary>
    public static ProcessStartInfo Start(string program, IEnumerable<string> arguments)
    {
        string[] words = IsIgnored() && Obstacle is null ? Restoring([program, .. arguments]) : [program, .. arguments];
        return new(words[0], words[1..]);
    }

    /// <summary>A command line whose program has the default disposition of SIGINT.</summary>
    public static string[] Restoring(IEnumerable<string> words) => [.. Restore, .. words];

    /// <summary>Whether this machine can start such a program.</summary>
    public static bool CanRestore()
    {
        try
        {
            var start = new ProcessStartInfo(Restore[0], Restoring(["true"])[1..]) { RedirectStandardError = true };
            using var env = Process.Start(start)!;
            env.WaitForExit();
            return env.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    // Bit n - 1 of SigIgn is signal n (proc_pid_status(5)); elsewhere nobody says.
    private static bool IsIgnored() =>
        File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } line
        && (ulong.Parse(line["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (Interrupt - 1) & 1) == 1;
}
