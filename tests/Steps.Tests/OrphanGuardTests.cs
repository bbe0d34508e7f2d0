using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Recsys.Steps.Tests;

/// <summary>What is started while the guard is there ends with the process that started it, and nothing else does.</summary>
[Collection(HostCollection.Name)]
public sealed class OrphanGuardTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable(OrphanGuard.Variable);
    private readonly string _self;

    public OrphanGuardTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the guard needs /proc");
        _self = ParentProcess.Variables()[ParentProcess.Variable];
    }

    public void Dispose() => Environment.SetEnvironmentVariable(OrphanGuard.Variable, _before);

    [Theory]
    [InlineData(null)]
    [InlineData("1:2")]
    public void It_marks_what_is_started_while_it_is_there(string? before)
    {
        Environment.SetEnvironmentVariable(OrphanGuard.Variable, before);
        int id;
        using (OrphanGuard.Start())
        {
            Assert.Equal(_self, Environment.GetEnvironmentVariable(OrphanGuard.Variable));
            id = Guard();
            Assert.Equal(["recsys-orphan-guard", .. _self.Split(':'), $"{OrphanGuard.Variable}={_self}"], Words(id, "cmdline")[3..]);
            Assert.DoesNotContain(
                Words(id, "environ"),
                variable => variable.StartsWith(OrphanGuard.Variable + "=", StringComparison.Ordinal)
            );
            // A guard that outlives the build must not hold the build's own output open.
            foreach (var stream in new[] { "0", "1", "2" })
                Assert.NotEqual(new FileInfo($"/proc/self/fd/{stream}").LinkTarget, new FileInfo($"/proc/{id}/fd/{stream}").LinkTarget);
        }
        Assert.Equal(before, Environment.GetEnvironmentVariable(OrphanGuard.Variable));
        Assert.Null(new ProcessTable().StartOf(id));
    }

    [Fact]
    public async Task When_its_process_is_gone_what_bears_the_mark_is_killed_and_nothing_else()
    {
        string script;
        using (OrphanGuard.Start()) script = Words(Guard(), "cmdline")[2];
        using var build = Sleep(null);
        var start = new ProcessTable().StartOf(build.Id)!.Split('/')[^1];
        using var child = Sleep($"{build.Id}:{start}");
        using var other = Sleep($"{build.Id}:{start}0");
        using var guard = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", script, "guard", $"{build.Id}", start, $"{OrphanGuard.Variable}={build.Id}:{start}"])
        )!;
        try
        {
            Assert.False(guard.WaitForExit(TimeSpan.FromSeconds(1)), "it does not wait for its process");
            Assert.False(child.HasExited);

            build.Kill();

            await guard.WaitForExitAsync(TestContext.Current.CancellationToken);
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(137, child.ExitCode);
            Assert.False(other.HasExited);
        }
        finally
        {
            foreach (var process in new[] { build, child, other, guard }) process.Kill();
        }
    }

    private static Process Sleep(string? mark)
    {
        var start = new ProcessStartInfo("sleep", "100");
        start.Environment[OrphanGuard.Variable] = mark;
        return Process.Start(start)!;
    }

    /// <summary>This process's guard; the shell's own children look the same until they have become what they start.</summary>
    private static int Guard() => Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit))
        .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
        .Single(id => Parent(id) == Environment.ProcessId && Words(id, "cmdline") is [_, _, _, "recsys-orphan-guard", ..]);

    // /proc/<pid>/stat: "pid (name) state ppid …".
    private static int? Parent(int id) =>
        Words(id, "stat") is [var stat]
            ? int.Parse(stat[(stat.LastIndexOf(')') + 4)..].Split(' ')[0], CultureInfo.InvariantCulture)
            : null;

    private static string[] Words(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // ended meanwhile
        }
    }
}
