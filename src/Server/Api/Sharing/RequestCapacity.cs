using System.Threading.RateLimiting;

namespace Recsys.Server.Api.Sharing;

/// <summary>
/// What all requests together may take: places at which they are worked on, in order of arrival, a bounded queue before them, and memory
/// for their bodies. Who finds no place is turned away at once, before queues grow.
/// </summary>
/// <param name="atOnce">Requests worked on at a time.</param>
/// <param name="waiting">Requests that may wait for a place.</param>
/// <param name="bodyBytes">Memory that bodies may take.</param>
internal sealed class RequestCapacity(int atOnce, int waiting, long bodyBytes) : IDisposable
{
    /// <summary>Who has waited as long is turned away: a page that asked has given up by then.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrencyLimiter _places = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = atOnce,
        QueueLimit = waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private long _held;
    private long _shed;

    /// <summary>Requests turned away.</summary>
    public long Shed => Interlocked.Read(ref _shed);

    /// <summary>Requests that wait now.</summary>
    public long Waiting => _places.GetStatistics()?.CurrentQueuedCount ?? 0;

    /// <summary>Waits for a place; null: turned away.</summary>
    public async ValueTask<RateLimitLease?> EnterAsync(CancellationToken cancel)
    {
        var lease = _places.AttemptAcquire();
        if (lease.IsAcquired) return lease;
        lease.Dispose();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            lease = await _places.AcquireAsync(1, limit.Token);
            if (lease.IsAcquired) return lease;
            lease.Dispose();
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Waited too long.
        }
        Interlocked.Increment(ref _shed);
        return null;
    }

    /// <summary>Takes memory for a body, if there is as much.</summary>
    public bool TryHold(int bytes)
    {
        if (Interlocked.Add(ref _held, bytes) <= bodyBytes) return true;
        Free(bytes);
        Interlocked.Increment(ref _shed);
        return false;
    }

    public void Free(long bytes) => Interlocked.Add(ref _held, -bytes);

    public void Dispose() => _places.Dispose();
}
