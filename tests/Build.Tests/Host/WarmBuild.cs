using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Recsys.Build.Tests.Host;
using Recsys.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(WarmBuild))]

namespace Recsys.Build.Tests.Host;

/// <summary>What the build is to be run with.</summary>
internal sealed record WarmRequest(string Folder, Dictionary<string, string> Environment, string[] Arguments, string Answer);

/// <summary>
/// The built build in processes that stay: each runs one request at a time, with the environment, the folder and the consoles of a process
/// of its own. What must be one, such as a run that is killed, is started by <see cref="BuildProcess.Start"/>.
/// </summary>
public sealed class WarmBuild : IDisposable
{
    internal const string Hooks = "DOTNET_STARTUP_HOOKS", End = "\u0001end";

    private static readonly TemporaryFolder Answers = new("answers");
    private static readonly ConcurrentBag<Process> Idle = [];
    private static int _answers;

    internal static async Task<BuildResult> Run(string folder, Dictionary<string, string> environment, string[] arguments)
    {
        if (!Idle.TryTake(out var process)) process = Begin(environment["DOTNET_ROOT"]);
        var answer = Answers.At($"{Interlocked.Increment(ref _answers)}.json");
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new WarmRequest(folder, environment, arguments, answer)));
        var (output, error) = (Rest(process.StandardOutput), Rest(process.StandardError));
        var (outputText, errorText) = (await output, await error);
        Assert.True(File.Exists(answer), $"the build ended instead of answering {string.Join(' ', arguments)}: {outputText}{errorText}");
        var result = JsonSerializer.Deserialize<BuildResult>(await File.ReadAllTextAsync(answer))!;
        Idle.Add(process);
        return result with { Output = outputText + result.Output, Error = errorText + result.Error };
    }

    public void Dispose()
    {
        foreach (var process in Idle)
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }
        Answers.Dispose();
    }

    private static Process Begin(string runtime)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Build"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment[Hooks] = typeof(WarmBuild).Assembly.Location;
        start.Environment["DOTNET_ROOT"] = runtime;
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        return Process.Start(start)!;
    }

    private static async Task<string> Rest(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != End) text.AppendLine(line);
        return text.ToString();
    }
}
