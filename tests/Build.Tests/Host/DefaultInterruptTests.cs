using System.Diagnostics;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Host;

/// <summary>Tests that send SIGINT must not depend on who started them.</summary>
public sealed class DefaultInterruptTests
{
    private static readonly string[] Interrupted = ["sh", "-c", "kill -INT $$; echo survived"];

    [Theory]
    [InlineData(false, "survived")]
    [InlineData(true, "")]
    public async Task A_child_of_a_process_that_ignores_SIGINT_hears_it_again(bool restored, string output)
    {
        Assert.SkipUnless(DefaultInterrupt.CanRestore(), "there is no env --default-signal (coreutils 8.31) here");
        string[] child = restored ? DefaultInterrupt.Restoring(Interrupted) : Interrupted;
        var start = new ProcessStartInfo("sh", ["-c", "trap '' INT; exec \"$@\"", "sh", .. child]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(output, said.Trim());
    }
}
