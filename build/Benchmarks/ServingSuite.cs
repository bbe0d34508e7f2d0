using System.Diagnostics;
using System.Globalization;
using System.Net;
using Cake.Core;
using Recsys.Build.Image;
using Recsys.Build.Tools;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;

namespace Recsys.Build.Benchmarks;

/// <summary>How much of a plain server's work the served image does for a request, how soon, and how soon it is ready.</summary>
/// <param name="cake">Of the checkout.</param>
public sealed class ServingSuite(ICakeContext cake) : IBenchmarkSuite
{
    private const int Rounds = 5, Connections = 16, Starts = 20, Port = 18400, ManagementPort = 18401, EchoPort = 18402;
    private const double LatencyLimit = 5, StartLimit = 2;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2), Warm = TimeSpan.FromSeconds(2), Paced = TimeSpan.FromSeconds(5);

    public string Name => "serving";

    public BenchmarkResult Run(ArtifactLayout layout, TimeProvider clock)
    {
        var archive = Path.Combine(layout.Image, ImageInfo.ArchiveName);
        if (!File.Exists(archive))
            throw new FaultException($"{archive} is missing: the suite measures the image as it is served.", "run ./build.sh --target=DockerBuild.");
        var folder = Path.Combine(layout.Root, Name);
        Directory.CreateDirectory(folder);
        var root = Path.Combine(folder, "rootfs");
        if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
        ImageArchive.Unpack(archive, root);
        var echo = new EchoBuild(cake).Publish(Path.Combine(folder, "echo"));
        // The load keeps off the server's core.
        using var self = Process.GetCurrentProcess();
        var affinity = OperatingSystem.IsLinux() && Environment.ProcessorCount > 1 ? self.ProcessorAffinity : (nint?)null;
        if (affinity is not null && OperatingSystem.IsLinux()) self.ProcessorAffinity = affinity.Value & ~1;
        try
        {
            return Measure(new(root, layout, echo)).GetAwaiter().GetResult();
        }
        finally
        {
            if (affinity is not null && OperatingSystem.IsLinux()) self.ProcessorAffinity = affinity.Value;
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task<BenchmarkResult> Measure(ServedPrograms programs)
    {
        var calls = new ServingCalls(programs.Layout);
        var (rows, limits) = (new List<IReadOnlyList<string>>(), new List<Measurement>());
        using var server = await programs.Server();
        using var echo = await programs.Echo();
        var (ours, peer) = (new ServingLoad(server, Connections), new ServingLoad(echo, Connections));
        await peer.Closed(Warm, calls.Echo);
        foreach (var call in calls.All)
        {
            await ours.Closed(Warm, call.Request);
            var (ratios, results, echoes) = (new List<double>(), new List<LoadResult>(), new List<LoadResult>());
            for (var round = 0; round < Rounds; round++)
            {
                echoes.Add(await peer.Closed(Round, calls.Echo));
                var from = (round + 1) * 1_000_000;
                results.Add(await ours.Closed(Round, n => call.Request(from + n)));
                ratios.Add(echoes[^1].PerRequest / results[^1].PerRequest);
            }
            var peak = Median(results.Select(one => one.Rate));
            var paced = await ours.Open(Paced, peak / 2, n => call.Request(50_000_000 + n));
            var failed = results.Append(paced).Sum(one => one.Failed);
            rows.Add([
                call.Name, Text(Median(ratios), "0.00"), Text(Median(results.Select(one => one.PerRequest)), "0"),
                Text(Median(echoes.Select(one => one.PerRequest)), "0"), Text(peak, "0"), Text(paced.Quantile(0.5), "0.00"),
                Text(paced.Quantile(0.99), "0.00"), $"{failed}",
            ]);
            if (call.Limit is { } least) limits.Add(Least($"{call.Name}: echo's processor time over ours", Median(ratios), least));
            limits.Add(Most($"{call.Name}: p99 at half of peak, ms", paced.Quantile(0.99), LatencyLimit));
            limits.Add(new($"{call.Name}: requests that failed", $"{failed}", "none", failed == 0));
        }
        var resident = server.Resident;
        server.Dispose();
        echo.Dispose();
        var (start, echoStart) = await programs.StartTimes(Starts);
        limits.Add(Most("start to ready over the echo's, medians of 20", start / echoStart, StartLimit));
        return new BenchmarkResult(
            [
                $"The server unpacked from its image, on the shop {programs.Shop}, on one core of {Environment.ProcessorCount}, the load on the "
                    + $"others: {Connections} connections that stay. Its peer is `benchmarks/Echo`, compiled ahead of time as the server is, which "
                    + $"reads a JSON body and writes it back. {Rounds} rounds of {Round.TotalSeconds:0} s each, echo and server in turn; medians.",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Ready after {start:0} ms, the echo after {echoStart:0} ms; {resident / 1048576.0:0} MiB resident after the load. Load average "
                        + $"before: {LoadAverage()}."
                ),
            ],
            limits
        )
        {
            Sections =
            [
                new(
                    "By call",
                    ["Processor time is the server's, in microseconds a request; p50 and p99 at half of the peak rate, from when a request was due."],
                    ["call", "echo / ours", "µs ours", "µs echo", "peak, 1/s", "p50, ms", "p99, ms", "failed"],
                    rows
                ),
            ],
        };
    }

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static Measurement Least(string what, double value, double least) =>
        new(what, Text(value, "0.00"), $"at least {Text(least, "0.##")}", value >= least);

    private static Measurement Most(string what, double value, double most) =>
        new(what, Text(value, "0.00"), $"at most {Text(most, "0.##")}", value <= most);

    /// <summary>The two programs and how they are started.</summary>
    private sealed record ServedPrograms(string Root, ArtifactLayout Layout, string EchoProgram)
    {
        public string Shop => Path.GetFileName(Layout.Root);

        public Task<MeasuredServer> Server() =>
            MeasuredServer.Start(
                Path.GetFullPath(Path.Combine(Root, "app", ServerFiles.Executable)),
                [],
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["RECSYS_BUNDLE"] = Path.GetFullPath(Path.Combine(Root, "app", "bundle")),
                    ["RECSYS_HISTORY"] = Path.GetFullPath(Layout.History),
                    ["RECSYS_HOST"] = "127.0.0.1",
                    ["RECSYS_PORT"] = $"{Port}",
                    ["RECSYS_MANAGEMENT_PORT"] = $"{ManagementPort}",
                },
                Port,
                (HttpMethod.Get, new Uri($"http://127.0.0.1:{ManagementPort}/readyz"), HttpStatusCode.OK)
            );

        public Task<MeasuredServer> Echo() =>
            MeasuredServer.Start(
                EchoProgram,
                [$"{EchoPort}"],
                new Dictionary<string, string>(StringComparer.Ordinal),
                EchoPort,
                (HttpMethod.Get, new Uri($"http://127.0.0.1:{EchoPort}/"), HttpStatusCode.NotFound)
            );

        /// <returns>Medians in milliseconds.</returns>
        public async Task<(double Server, double Echo)> StartTimes(int starts)
        {
            var (ours, peer) = (new List<double>(), new List<double>());
            for (var i = 0; i < starts; i++)
            {
                using (var echo = await Echo()) peer.Add(echo.Ready.TotalMilliseconds);
                using (var server = await Server()) ours.Add(server.Ready.TotalMilliseconds);
            }
            return (Median(ours), Median(peer));
        }
    }
}
