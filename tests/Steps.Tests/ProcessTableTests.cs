using Recsys.Testing;
using Xunit;

namespace Recsys.Steps.Tests;

/// <summary>What is read off a /proc of the tests' own.</summary>
public sealed class ProcessTableTests : IDisposable
{
    private readonly TemporaryFolder _proc = new();

    public void Dispose() => _proc.Dispose();

    private void Process(int id, int parent, string name = "sh") => _proc.Write($"{id}/stat", $"{id} ({name}) S {parent} 1 1");

    [Fact]
    public void Descendants_are_the_children_and_theirs_whatever_they_are_called()
    {
        Process(1, 0);
        Process(10, 1);
        Process(11, 10, "a) S 1 (b");
        Process(12, 11);
        Process(20, 1);
        _proc.Write("30/stat", "30 (ended");
        _proc.Write("self/stat", "10 (sh) S 1 1 1");
        var table = new ProcessTable(_proc.Root);
        Assert.Equal([11, 12], table.Descendants(10).Order());
        Assert.Empty(table.Descendants(20));
    }

    [Theory]
    [InlineData("MemTotal: 9 kB\nMemAvailable:    2048 kB\n", 2048 * 1024.0)]
    [InlineData("MemTotal: 9 kB\n", null)]
    [InlineData("MemAvailable: much\n", null)]
    public void Available_memory_is_what_the_kernel_says_in_bytes(string text, double? bytes)
    {
        Assert.Null(new ProcessTable(_proc.Root).AvailableMemory());
        _proc.Write("meminfo", text);
        Assert.Equal(bytes, new ProcessTable(_proc.Root).AvailableMemory());
    }

    [Fact]
    public void A_process_is_named_by_its_command_line_and_else_by_its_name_in_brackets()
    {
        _proc.Write("7/cmdline", "dotnet\0run.dll\0");
        _proc.Write("7/comm", "dotnet\n");
        _proc.Write("8/cmdline", "");
        _proc.Write("8/comm", "kworker/0:1\n");
        _proc.Write("9/comm", "gone\n");
        var table = new ProcessTable(_proc.Root);

        Assert.Equal(["dotnet run.dll", "[kworker/0:1]", "[gone]", "[]"], new[] { 7, 8, 9, 10 }.Select(table.CommandOf));
    }

    [Theory]
    [InlineData("S", 22, "boot/900")]
    [InlineData("Z", 22, null)]
    [InlineData("X", 22, null)]
    [InlineData("S", 21, null)]
    public void A_living_process_has_a_boot_and_a_start_time(string state, int fields, string? start)
    {
        _proc.Write("sys/kernel/random/boot_id", "boot\n");
        string[] stat = ["5", "(a b)", state, .. Enumerable.Repeat("1", 18), "900"];
        _proc.Write("5/stat", string.Join(' ', stat.Take(fields)));

        Assert.Equal(start, new ProcessTable(_proc.Root).StartOf(5));
        Assert.Null(new ProcessTable(_proc.Root).StartOf(6));
    }

    [Fact]
    public void The_process_that_runs_a_program_is_the_first_by_name()
    {
        Link("self/exe", "/app/server");
        Link("8/exe", "/app/other");
        _proc.Write("7/stat", "no exe");
        var table = new ProcessTable(_proc.Root);
        Assert.Null(table.RunningFrom("/app/server"));

        Link("9/exe", "/app/server");
        Link("10/exe", "/app/server");
        Assert.Equal(10, table.RunningFrom("/app/server"));
    }

    [Fact]
    public void A_socket_listens_on_the_port_of_this_machine_by_any_of_its_addresses()
    {
        var table = new ProcessTable(_proc.Root);
        Assert.Empty(table.ListeningSockets(80));
        _proc.Write("net/tcp", Sockets(
            "0100007F:0050 rem 0A 1 2 3 4 5 header", "0100007F:0050 rem 0A 1 2 3 4 5 11", "00000000:0050 rem 0A 1 2 3 4 5 12",
            "0A00000A:0050 rem 0A 1 2 3 4 5 13", "0100007F:0050 rem 01 1 2 3 4 5 14", "0100007F:0051 rem 0A 1 2 3 4 5 15",
            "0100007F:0050 rem 0A 1 2 3 4 5"));
        _proc.Write("net/tcp6", Sockets(
            "header", "00000000000000000000000000000000:0050 rem 0A 1 2 3 4 5 21",
            "0000000000000000FFFF00000100007F:0050 rem 0A 1 2 3 4 5 22", "000080FE00000000:0050 rem 0A 1 2 3 4 5 23"));

        Assert.Equal(["11", "12", "21", "22"], table.ListeningSockets(80));
    }

    [Fact]
    public void The_holder_of_a_socket_is_the_process_with_a_handle_on_it()
    {
        _proc.Write("19/stat", "no handles are shown");
        foreach (var (id, inode) in new[] { (20, 5), (21, 11), (22, 12) })
        {
            Link($"{id}/fd/0", "/dev/null");
            Link($"{id}/fd/3", $"socket:[{inode}]");
        }
        _proc.Write("20/fd/4", "no link");
        var table = new ProcessTable(_proc.Root);

        Assert.Equal((21, 22, null), (table.HolderOf(["11", "99"]), table.HolderOf(["12"]), table.HolderOf(["99"])));
    }

    private static string Sockets(params string[] lines) => string.Join('\n', lines.Select((line, index) => $"  {index}: {line}")) + "\n";

    private void Link(string name, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_proc.At(name))!);
        File.CreateSymbolicLink(_proc.At(name), target);
    }
}
