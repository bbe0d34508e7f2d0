using System.Collections.Concurrent;
using System.Globalization;

namespace Recsys.Server.Api.Metrics;

/// <summary>Requests of a port by route and status, and how long they took from their head's arrival to the end of the reply.</summary>
internal sealed class RequestFigures(TimeProvider time)
{
    private const string Name = "recsys_request_duration_seconds";
    private readonly ConcurrentDictionary<(string Route, int Status), Latencies> _latencies = new();

    public RequestDelegate Measure(RequestDelegate next) => async context =>
    {
        var started = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
            _latencies.GetOrAdd((route, context.Response.StatusCode), static _ => new Latencies()).Add(time.GetElapsedTime(started));
        }
    };

    public void Write(PrometheusText text)
    {
        text.Head(Name, "histogram", "Requests by route and status, from the head's arrival to the end of the reply.");
        foreach (var ((route, status), latencies) in _latencies.OrderBy(pair => pair.Key))
            latencies.Write(text, Name, ("route", route), ("status", status.ToString(CultureInfo.InvariantCulture)));
    }
}
