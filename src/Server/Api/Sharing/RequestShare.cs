using System.Threading.RateLimiting;

namespace Recsys.Server.Api.Sharing;

/// <summary>
/// One request's share of the capacity. It holds a place only while it is worked on: not while its body arrives, nor while its reply
/// leaves, since how long that takes is up to the client.
/// </summary>
internal sealed class RequestShare(RequestCapacity capacity) : IDisposable
{
    private RateLimitLease? _place;
    private long _held;

    /// <summary>The share of a request; null on a port that shares nothing.</summary>
    public static RequestShare? Of(HttpContext context) => context.Features.Get<RequestShare>();

    /// <summary>Gives every request that passes a share, and frees what is left of it at the end.</summary>
    public static Func<RequestDelegate, RequestDelegate> Middleware(RequestCapacity capacity) => next => async context =>
    {
        // A connection's next request, which may have been sent with this one, is taken up when those of others had their turn.
        await Task.Yield();
        using var share = new RequestShare(capacity);
        context.Features.Set(share);
        await next(context);
    };

    /// <summary>Waits for a place; false: turned away.</summary>
    public async ValueTask<bool> BeginAsync(CancellationToken cancel) => (_place = await capacity.EnterAsync(cancel)) is not null;

    /// <summary>The work is done, or waits for something that is no work here.</summary>
    public void End() => Interlocked.Exchange(ref _place, null)?.Dispose();

    /// <summary>Takes memory for the body; false: there is not as much.</summary>
    public bool TryHold(int bytes)
    {
        if (!capacity.TryHold(bytes)) return false;
        _held += bytes;
        return true;
    }

    public void Dispose()
    {
        End();
        capacity.Free(_held);
        _held = 0;
    }
}
