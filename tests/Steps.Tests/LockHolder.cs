using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Recsys.Steps.Tests;

/// <summary>A process of its own that holds an artefact folder's lock: this test program, started with a variable.</summary>
internal static class LockHolder
{
    private const string Variable = "RECSYS_TEST_HOLD_LOCK";

    /// <summary>Starts a holder and waits until it holds.</summary>
    /// <returns>The holder, and a child of it that goes on when the holder is killed.</returns>
    public static (Process Holder, Process Child) Start(string folder)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") start.ArgumentList.Add(typeof(LockHolder).Assembly.Location);
        start.Environment[Variable] = folder;
        var holder = Process.Start(start)!;
        return (
            holder,
            Process.GetProcessById(int.Parse(holder.StandardOutput.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture))
        );
    }

    [ModuleInitializer]
    internal static void Hold()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder) return;
        using var held = RunLock.Take(folder, RunOwner.ThisProcess("--target=Train", TimeProvider.System));
        using var child = Process.Start("sleep", "100");
        Console.Out.WriteLine(child.Id);
        Console.Out.Flush();
        Console.In.ReadToEnd(); // until the test that started it ends
        child.Kill();
        Environment.Exit(0);
    }
}
