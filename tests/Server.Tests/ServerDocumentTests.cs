using Recsys.Server.Hosting;

namespace Recsys.Server.Tests;

/// <summary>docs/server.md tells of every variable.</summary>
public class ServerDocumentTests
{
    [Fact]
    public void Every_variable_that_is_read_is_described()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Recsys.sln"))) folder = folder.Parent!;
        var text = File.ReadAllText(Path.Combine(folder.FullName, "docs", "server.md"));
        var read = new SortedSet<string>(StringComparer.Ordinal);
        ServerOptions.Read(name =>
        {
            read.Add(name);
            return null;
        });
        Assert.All(read, name => Assert.Contains($"| `{name}` |", text, StringComparison.Ordinal));
    }
}
