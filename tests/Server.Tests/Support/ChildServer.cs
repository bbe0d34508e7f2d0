using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Recsys.Testing;

namespace Recsys.Server.Tests.Support;

/// <summary>The built server as a process of its own.</summary>
public sealed partial class ChildServer : IDisposable
{
    /// <summary>The signal that asks the server to stop.</summary>
    public const int Terminate = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly BlockingCollection<string> _output = [];
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "server.dll");
    private readonly ConcurrentQueue<string> _log = new();
    private readonly ConcurrentQueue<string> _errors = new();

    public ChildServer(TemporaryFolder folder, params (string Name, string Value)[] environment) : this(folder, null, environment)
    {
    }

    /// <param name="descriptors">File descriptors that the process may have; null: as many as this one.</param>
    public ChildServer(TemporaryFolder folder, int? descriptors, params (string Name, string Value)[] environment)
        : this(
            descriptors is null ? "dotnet" : "/bin/sh",
            descriptors is null ? [Assembly] : ["-c", $"ulimit -n {descriptors} && exec dotnet '{Assembly}'"],
            folder,
            environment
        )
    {
    }

    /// <param name="program">The server, or what runs it.</param>
    /// <param name="arguments">What is run.</param>
    public ChildServer(
        string program,
        string[] arguments,
        TemporaryFolder folder,
        params (string Name, string Value)[] environment
    )
    {
        var start = DefaultInterrupt.Start(program, arguments);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        (string Name, string Value)[] defaults =
        [
            ("RECSYS_HOST", "127.0.0.1"), ("RECSYS_PORT", "0"), ("RECSYS_MANAGEMENT_PORT", "0"),
            ("RECSYS_BUNDLE", folder.Bundle), ("RECSYS_HISTORY", folder.History),
        ];
        foreach (var (name, value) in defaults.Concat(environment)) start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => { if (line.Data is { } text) _errors.Enqueue(text); };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Public { get; private set; } = null!;

    public Uri Management { get; private set; } = null!;

    /// <summary>The lines of standard output so far.</summary>
    public IReadOnlyList<string> Log => [.. _log];

    /// <summary>Everything on standard error so far.</summary>
    public string Errors => string.Join('\n', _errors);

    /// <summary>Reads standard output up to the line that tells the ports, then up to readiness.</summary>
    public void WaitUntilReady()
    {
        using var limit = new CancellationTokenSource(Patience);
        foreach (var line in _output.GetConsumingEnumerable(limit.Token))
        {
            if (Ports().Match(line) is { Success: true } ports)
            {
                Public = new Uri($"http://127.0.0.1:{ports.Groups[1].Value}");
                Management = new Uri($"http://127.0.0.1:{ports.Groups[2].Value}");
            }
            if (line.Contains("\"Message\":\"ready: ", StringComparison.Ordinal)) return;
        }
        Assert.Fail($"the server ended before it was ready: {Errors}");
    }

    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    /// <summary>Waits for the end and returns the exit code.</summary>
    public async Task<int> ExitCodeAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
        _output.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            _output.CompleteAdding();
            return;
        }
        _log.Enqueue(line);
        _output.Add(line);
    }

    [GeneratedRegex("public port ([0-9]+), management port ([0-9]+)")]
    private static partial Regex Ports();

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
