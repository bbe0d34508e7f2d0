using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Recsys.Build.Benchmarks;

/// <summary>A published server as a process of its own, on the first core where the system allows that, and nothing of the build's
/// environment.</summary>
internal sealed class MeasuredServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private bool _disposed;

    private MeasuredServer(Process process, HttpClient client, TimeSpan ready) => (_process, Client, Ready) = (process, client, ready);

    /// <summary>Speaks to its public port over as many connections as are used at once.</summary>
    public HttpClient Client { get; }

    /// <summary>From the start of the process to its first answer that says ready.</summary>
    public TimeSpan Ready { get; }

    /// <summary>Processor time so far, in ticks of the kernel's clock (10 ms).</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory now, in bytes.</summary>
    public long Resident
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <param name="executable">The published program.</param>
    /// <param name="arguments">Of it.</param>
    /// <param name="environment">All of it.</param>
    /// <param name="port">Its public port.</param>
    /// <param name="ready">What to ask, and the status that says ready.</param>
    public static async Task<MeasuredServer> Start(
        string executable,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        int port,
        (HttpMethod Method, Uri Address, HttpStatusCode Status) ready
    )
    {
        string[] words = File.Exists("/usr/bin/taskset") ? ["/usr/bin/taskset", "-c", "0", executable] : [executable];
        var start = new ProcessStartInfo(words[0], [.. words[1..], .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(executable)!,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var begun = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 64 })
        {
            BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")),
        };
        while (!await Says(client, ready))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(begun) > Patience)
                throw new Contracts.Faults.FaultException($"{executable} does not become ready.", "start it by hand and read its log.");
            await Task.Delay(1);
        }
        return new(process, client, Stopwatch.GetElapsedTime(begun));
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Client.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task<bool> Says(HttpClient client, (HttpMethod Method, Uri Address, HttpStatusCode Status) ready)
    {
        try
        {
            using var request = new HttpRequestMessage(ready.Method, ready.Address);
            using var reply = await client.SendAsync(request);
            return reply.StatusCode == ready.Status;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
