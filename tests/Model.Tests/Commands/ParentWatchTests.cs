using Recsys.Model.Tests.Resume;
using Xunit;

namespace Recsys.Model.Tests.Commands;

public sealed class ParentWatchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("recsys-parent-");

    private string[] Sample(int products = 60)
    {
        var settings = Path.Combine(_folder.FullName, "settings.json");
        File.WriteAllText(settings, $$"""{"data": {"sample": {"products": {{products}}, "users": {{products}} } } }""");
        return ["sample", "--settings", settings, "--out", Path.Combine(_folder.FullName, "tables")];
    }

    private static string This(int offset = 0)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "start times come from /proc");
        var stat = File.ReadAllText("/proc/self/stat");
        var start = long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19], System.Globalization.CultureInfo.InvariantCulture);
        return $"{Environment.ProcessId}:{start + offset}";
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_tool_ends_when_the_process_that_it_works_for_is_killed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "start times come from /proc");
        // A shop of this size takes minutes. The shell names itself, starts the tool through another shell, and waits.
        const string script =
            """export RECSYS_PARENT=$$:$(cut -d' ' -f22 /proc/$$/stat); sh -c 'echo started; exec dotnet "$@"' "$@" & wait""";
        using var parent = new ModelProcess("sh", ["-c", script, "sh", "sh", ModelProcess.Assembly, .. Sample(1_000_000)]);
        await parent.ReadToAsync("started");
        await TablesAppear();

        parent.Kill();

        Assert.Equal(137, (await parent.EndAsync()).Code); // reads until the tool, too, has let go of the pipes
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "tables")));
    }

    [Fact]
    public async Task A_tool_whose_parent_lives_does_its_work()
    {
        using var tool = ModelProcess.Tool(Sample(), This());

        Assert.Equal(0, (await tool.EndAsync()).Code);
    }

    [Fact]
    public async Task A_reused_process_id_is_not_the_parent()
    {
        using var tool = ModelProcess.Tool(Sample(), This(offset: -1));

        var (code, _, error) = await tool.EndAsync();

        Assert.Equal(1, code);
        Assert.Matches("^error: the process of RECSYS_PARENT=[0-9]+:[0-9]+ is gone", error);
    }

    [Fact]
    public async Task A_malformed_parent_is_told()
    {
        using var tool = ModelProcess.Tool(Sample(), "me");

        var (code, _, error) = await tool.EndAsync();

        Assert.Equal(1, code);
        Assert.StartsWith("error: RECSYS_PARENT=me is not PID:START. Remedy: ", error, StringComparison.Ordinal);
    }

    // The tool is past its start, where it looks at the parent for the first time, once it writes.
    private async Task TablesAppear()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!Directory.Exists(Path.Combine(_folder.FullName, "tables.tmp"))) await Task.Delay(20, limit.Token);
    }
}
