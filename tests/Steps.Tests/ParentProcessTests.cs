using System.Globalization;
using Xunit;

namespace Recsys.Steps.Tests;

public sealed class ParentProcessTests
{
    [Fact]
    public void A_tool_learns_whose_child_it_is_by_number_and_start()
    {
        if (!OperatingSystem.IsLinux()) return;

        var parent = ParentProcess.Variables()["RECSYS_PARENT"].Split(':');

        // The 22nd field; the second is the name in brackets, which may hold blanks.
        var stat = File.ReadAllText("/proc/self/stat");
        Assert.Equal(
            [Environment.ProcessId.ToString(CultureInfo.InvariantCulture), stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[22 - 3]],
            parent
        );
    }
}
