using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Recsys.Model.Commands;

/// <summary>
/// Ends this process at once when the one named in <c>RECSYS_PARENT</c> is gone, so that a build that was killed leaves
/// no training behind. The kernel's parent-death signal is not used: it is sent when the starting <em>thread</em> ends,
/// and it knows only the direct parent.
/// </summary>
public static partial class ParentWatch
{
    /// <summary><c>PID:START</c>, where START is field 22 of <c>/proc/PID/stat</c>, so that a reused number is never taken for the
    /// parent.</summary>
    public const string Variable = "RECSYS_PARENT";

    private const int PidfdOpen = 434; // the same number on every architecture
    private const short Readable = 1, Again = 4; // POLLIN; EINTR
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static Timer? _timer;
    private static string? _watched;

    /// <summary>Starts watching; does nothing without the variable.</summary>
    /// <exception cref="ParentException">The variable is malformed, or the parent is gone already.</exception>
    public static void Start()
    {
        var text = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(text) || text == _watched)
            return;
        if (
            text.Split(':') is not [var first, var second]
            || !int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            || !ulong.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var started)
        )
            throw new ParentException(
                $"{Variable}={text} is not PID:START. Remedy: leave it unset, or write the process id and field 22 of /proc/PID/stat."
            );
        // Opened before the check: what is found alive afterwards is what the descriptor stands for.
        var descriptor = OperatingSystem.IsLinux() ? SystemCall(PidfdOpen, pid, 0) : -1;
        if (!IsAlive(pid, started)) throw new ParentException($"the process of {Variable}={text} is gone.");
        _watched = text;
        if (descriptor >= 0) new Thread(() => Await((int)descriptor)) { IsBackground = true, Name = nameof(ParentWatch) }.Start();
        else _timer = new Timer(_ => { if (!IsAlive(pid, started)) End(); }, null, Interval, Interval);
    }

    private static void Await(int descriptor)
    {
        var poll = new Poll { Descriptor = descriptor, Events = Readable };
        while (PollDescriptors(ref poll, 1, -1) <= 0)
            if (Marshal.GetLastPInvokeError() != Again) return;
        End();
    }

    private static void End() => Process.GetCurrentProcess().Kill();

    private static bool IsAlive(int pid, ulong started)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                using var process = Process.GetProcessById(pid);
                return !process.HasExited;
            }
            // The name in parentheses may hold anything; field 3, the state, follows it.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is not ("Z" or "X") && fields[22 - 3] == started.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint process, nint flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int PollDescriptors(ref Poll first, nuint count, int timeout);
}

/// <summary>The parent that this process must not outlive is gone, or is not named properly.</summary>
public sealed class ParentException(string message) : Exception(message);
