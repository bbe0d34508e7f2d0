using System.Diagnostics;
using System.Net.Http.Headers;

namespace Recsys.Build.Benchmarks;

/// <summary>What one load saw.</summary>
/// <param name="Requests">Answered.</param>
/// <param name="Failed">Of them with another status than 2xx.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Processor">Processor time of the server meanwhile, in seconds.</param>
/// <param name="Latencies">Milliseconds of each, sorted.</param>
internal sealed record LoadResult(int Requests, int Failed, double Seconds, double Processor, double[] Latencies)
{
    /// <summary>Processor time of the server for a request, in microseconds.</summary>
    public double PerRequest => Processor * 1e6 / Requests;

    /// <summary>Answers a second.</summary>
    public double Rate => Requests / Seconds;

    /// <summary>A quantile of the latencies, nearest rank.</summary>
    public double Quantile(double q) => Latencies[Math.Clamp((int)Math.Ceiling(q * Latencies.Length) - 1, 0, Latencies.Length - 1)];
}

/// <summary>Asks a server for a while.</summary>
/// <param name="server">That is asked.</param>
/// <param name="connections">Requests under way at once, each on a connection that stays.</param>
internal sealed class ServingLoad(MeasuredServer server, int connections)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>As many as the server answers: each connection asks as soon as it has its answer.</summary>
    public Task<LoadResult> Closed(TimeSpan length, Func<int, (string Path, byte[] Body)> request) => Run(length, null, request);

    /// <summary>A fixed rate; latencies count from when a request was due, so that a server that falls behind cannot hide it.</summary>
    public Task<LoadResult> Open(TimeSpan length, double rate, Func<int, (string Path, byte[] Body)> request) => Run(length, rate, request);

    private async Task<LoadResult> Run(TimeSpan length, double? rate, Func<int, (string Path, byte[] Body)> request)
    {
        var (next, failed) = (-1, 0);
        var latencies = new List<double>[connections];
        var (processor, begun) = (server.Processor, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(async () =>
        {
            var mine = latencies[connection] = [];
            while (Stopwatch.GetElapsedTime(begun) < length)
            {
                var number = Interlocked.Increment(ref next);
                var due = rate is { } wanted ? begun + (long)(number / wanted * Stopwatch.Frequency) : Stopwatch.GetTimestamp();
                while (Stopwatch.GetTimestamp() < due) await Task.Delay(1);
                var (path, body) = request(number);
                using var content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
                using var reply = await server.Client.PostAsync(new Uri(path, UriKind.Relative), content);
                if (!reply.IsSuccessStatusCode) Interlocked.Increment(ref failed);
                mine.Add(Stopwatch.GetElapsedTime(due).TotalMilliseconds);
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        double[] all = [.. latencies.SelectMany(one => one).Order()];
        return new(all.Length, failed, seconds, (server.Processor - processor).TotalSeconds, all);
    }
}
