using System.Diagnostics;

namespace Recsys.Model.Tests.Resume;

/// <summary>The Model tool, or a command around it, as a process of its own.</summary>
internal sealed class ModelProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;

    public ModelProcess(string program, IEnumerable<string> arguments, string? parent = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("RECSYS_PARENT");
        if (parent is not null) start.Environment["RECSYS_PARENT"] = parent;
        _process = Process.Start(start)!;
    }

    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "Recsys.Model.dll");

    public int Id => _process.Id;

    public static ModelProcess Tool(IEnumerable<string> arguments, string? parent = null) =>
        new("dotnet", [Assembly, .. arguments], parent);

    /// <summary>Reads lines of the output up to one that begins so, or to the end.</summary>
    public async Task<List<string>> ReadToAsync(string beginning)
    {
        using var limit = new CancellationTokenSource(Patience);
        var lines = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            lines.Add(line);
            if (line.StartsWith(beginning, StringComparison.Ordinal)) break;
        }
        return lines;
    }

    /// <summary>Kills with SIGKILL.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for the end: exit code, rest of the output, errors.</summary>
    public async Task<(int Code, string Output, string Error)> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        var error = _process.StandardError.ReadToEndAsync(limit.Token);
        var output = await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, output, await error);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
