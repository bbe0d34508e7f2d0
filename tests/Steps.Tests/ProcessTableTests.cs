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
}
