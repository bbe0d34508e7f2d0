namespace Recsys.Server.Api.Metrics;

/// <summary>How long requests of one kind took. Thread-safe without a lock.</summary>
internal sealed class Latencies
{
    /// <summary>Upper bounds in seconds.</summary>
    public static readonly double[] Bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

    private readonly long[] _counts = new long[Bounds.Length + 1];
    private long _ticks;

    public void Add(TimeSpan took)
    {
        var seconds = took.TotalSeconds;
        var bound = 0;
        while (bound < Bounds.Length && seconds > Bounds[bound]) bound++;
        Interlocked.Increment(ref _counts[bound]);
        Interlocked.Add(ref _ticks, took.Ticks);
    }

    /// <summary>Writes buckets, sum and count of a histogram.</summary>
    public void Write(PrometheusText text, string name, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var count = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            count += Interlocked.Read(ref _counts[i]);
            var bound = i < Bounds.Length ? Bounds[i] : double.PositiveInfinity;
            text.Sample(name + "_bucket", count, [.. labels, ("le", PrometheusText.Number(bound))]);
        }
        text.Sample(name + "_sum", TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds, labels);
        text.Sample(name + "_count", count, labels);
    }
}
