using Recsys.Server.Api.Metrics;
using Recsys.Server.Api.Sharing;

namespace Recsys.Server.Hosting;

/// <summary>What goes on at the public port: made with it, read by the management port.</summary>
internal sealed record PublicTraffic(ConnectionGate Gate, RequestCapacity Capacity, RequestFigures Requests)
{
    /// <summary>Requests worked on at a time: the work is computing, more of it at once would only take longer.</summary>
    private static readonly int AtOnce = Math.Max(2, Environment.ProcessorCount);

    public static PublicTraffic Of(ServerOptions options, ServerLimits limits, TimeProvider time) => new(
        new ConnectionGate(limits.Connections),
        new RequestCapacity(AtOnce, options.MostWaiting, limits.BodyBytes),
        new RequestFigures(time)
    );

    public void Write(PrometheusText text)
    {
        Requests.Write(text);
        text.Gauge("recsys_connections", "Open connections.", Gate.Open)
            .Counter("recsys_connections_refused_total", "Connections that were closed because there were too many.", Gate.Refused)
            .Gauge("recsys_requests_waiting", "Requests that wait to be worked on.", Capacity.Waiting)
            .Counter("recsys_requests_shed_total", "Requests that were turned away with 503.", Capacity.Shed);
    }
}
