using System.Diagnostics;

namespace Recsys.Steps;

/// <summary>
/// Ends compilers and test runners when this process is killed: they do not watch their parent, and a kill -9 reaches only this
/// process. A shell waits for the end of this process and then kills what bears its mark in its environment, which children of
/// children inherit and a change of parent does not take away. Needs <c>/proc</c>; does nothing elsewhere.
/// </summary>
public sealed class OrphanGuard : IDisposable
{
    /// <summary>The mark: process id and start time of the process that must be alive.</summary>
    public const string Variable = "RECSYS_ORPHAN_OF";

    // $1 process, $2 its start time (field 22 of /proc/PID/stat, here counted from the end of the name), $3 the mark.
    private const string Script = """
        alive() { read -r line 2>/dev/null <"/proc/$1/stat" && set -- "$1" "$2" ${line##*) } && [ "$3" != Z ] && [ "${22}" = "$2" ]; }
        while alive "$1" "$2"; do sleep 0.5; done
        for round in 1 2 3; do
          for entry in /proc/[0-9]*; do
            id=${entry#/proc/}
            if [ "$id" != $$ ] && tr '\0' '\n' 2>/dev/null <"$entry/environ" | grep -qxF "$3"; then kill -9 "$id" 2>/dev/null; fi
          done
        done
        """;

    private readonly Process? _shell;
    private readonly string? _before;

    private OrphanGuard(Process? shell, string? before) => (_shell, _before) = (shell, before);

    /// <summary>Marks what is started from now on, until the guard is disposed.</summary>
    public static OrphanGuard Start()
    {
        if (!OperatingSystem.IsLinux() || !ParentProcess.Variables().TryGetValue(ParentProcess.Variable, out var self))
            return new(null, null);
        var before = Environment.GetEnvironmentVariable(Variable);
        var parts = self.Split(':');
        // Streams of its own: a guard that outlives the build must not keep a pipe open that somebody reads to the end.
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[] { "-c", Script, "recsys-orphan-guard", parts[0], parts[1], $"{Variable}={self}" })
            start.ArgumentList.Add(argument);
        start.Environment.Remove(Variable); // it must not kill itself, nor its own tools
        var shell = Process.Start(start)!;
        Environment.SetEnvironmentVariable(Variable, self);
        return new(shell, before);
    }

    public void Dispose()
    {
        if (_shell is null) return;
        Environment.SetEnvironmentVariable(Variable, _before);
        _shell.Kill(entireProcessTree: true);
        _shell.WaitForExit();
        _shell.Dispose();
    }
}
