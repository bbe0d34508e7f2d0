using System.Runtime.InteropServices;
using Recsys.Build.Run;
using Recsys.Steps;

namespace Recsys.Build;

/// <summary>
/// Ctrl-C and SIGTERM: ends the children, then exits with 130. Artefacts need no cleaning up, since a folder appears under
/// its name only when it is complete.
/// </summary>
public sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
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
        foreach (var id in new ProcessTable().Descendants(Environment.ProcessId)) TryKill(id);
    }

    private static void TryKill(int id)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            process.Kill();
            // What it was writing is taken away next: it must not write on.
            process.WaitForExit(Patience);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // ended meanwhile
        }
    }
}
