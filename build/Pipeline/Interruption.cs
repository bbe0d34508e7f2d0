using System.Globalization;
using System.Runtime.InteropServices;

namespace Recsys.Build.Pipeline;

/// <summary>
/// Ctrl-C and SIGTERM: ends the children, then exits with 130. Artefacts need no cleaning up, since a folder appears under
/// its name only when it is complete.
/// </summary>
public sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Outcome _outcome;

    public Interruption(Outcome outcome)
    {
        _outcome = outcome;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
        ];
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private void Handle(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _outcome.Record(OutcomeKind.Interrupted);
        EndDescendants();
        Console.Error.WriteLine("Interrupted. Nothing half-written was kept; run the same command again to go on.");
        Environment.Exit((int)OutcomeKind.Interrupted);
    }

    /// <summary>Kills every process that this one started, and theirs.</summary>
    private static void EndDescendants()
    {
        if (!OperatingSystem.IsLinux()) return; // elsewhere the terminal's signal reaches the children itself
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Parent(folder) is { } parent)
                parents[id] = parent;
        }
        foreach (var id in parents.Keys.Where(id => Descends(id, parents))) TryKill(id);
    }

    private static bool Descends(int id, Dictionary<int, int> parents)
    {
        while (parents.TryGetValue(id, out var parent))
        {
            if (parent == Environment.ProcessId) return true;
            id = parent;
        }
        return false;
    }

    // /proc/<pid>/stat: "pid (name) state ppid …"; the name may hold spaces and brackets.
    private static int? Parent(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            return int.Parse(text[(text.LastIndexOf(')') + 4)..].Split(' ')[0], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentOutOfRangeException)
        {
            return null; // ended meanwhile
        }
    }

    private static void TryKill(int id)
    {
        try
        {
            System.Diagnostics.Process.GetProcessById(id).Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // ended meanwhile
        }
    }
}
