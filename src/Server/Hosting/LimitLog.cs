namespace Recsys.Server.Hosting;

/// <summary>Says when a limit of the public port has turned somebody away: at most a line in ten seconds, however many they were.</summary>
internal sealed class LimitLog : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private readonly PublicTraffic _traffic;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private (long Requests, long Connections) _told;

    public LimitLog(PublicTraffic traffic, ILogger log, TimeProvider time)
    {
        (_traffic, _log) = (traffic, log);
        _timer = time.CreateTimer(_ => Tell(), null, Period, Period);
    }

    public void Dispose() => _timer.Dispose();

    private void Tell()
    {
        var now = (_traffic.Capacity.Shed, _traffic.Gate.Refused);
        if (now == _told) return;
        _log.LogWarning(
            "turned away in {Seconds} s: {Requests} requests, since more were waiting than may, and {Connections} connections, since more "
                + "were open than may. Remedy: more replicas or processors; RECSYS_MAX_WAITING, RECSYS_MAX_CONNECTIONS.",
            Period.TotalSeconds,
            now.Shed - _told.Requests,
            now.Refused - _told.Connections
        );
        _told = now;
    }
}
