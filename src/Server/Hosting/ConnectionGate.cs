using Microsoft.AspNetCore.Connections;

namespace Recsys.Server.Hosting;

/// <summary>Lets so many connections be open at a time; more are closed as they come.</summary>
internal sealed class ConnectionGate(int most)
{
    /// <summary>Connections that may be on their way out while as many are open as may.</summary>
    private const int Leaving = 8;

    private int _open;
    private long _refused;

    /// <summary>Connections that are open now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Connections that found no room.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Connections accepted at a time.</summary>
    public int Accepted => most + Leaving;

    public ConnectionDelegate Guard(ConnectionDelegate next) => async connection =>
    {
        if (Interlocked.Increment(ref _open) > most)
        {
            Interlocked.Decrement(ref _open);
            Interlocked.Increment(ref _refused);
            connection.Abort();
            return;
        }
        try
        {
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    };
}
