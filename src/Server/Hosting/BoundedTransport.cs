using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Recsys.Server.Hosting;

/// <summary>
/// Kestrel's sockets, but a connection is accepted only while there is room for its file descriptor: a crowd that comes at once waits in
/// the system's queue instead of taking descriptors that the probes need, however short it would be held.
/// </summary>
/// <param name="most">Connections accepted at a time, those that are about to be refused included.</param>
internal sealed class BoundedTransport(SocketTransportFactory sockets, int most) : IConnectionListenerFactory
{
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await sockets.BindAsync(endpoint, cancellationToken), new SemaphoreSlim(most));

    private sealed class Listener(IConnectionListener inner, SemaphoreSlim room) : IConnectionListener
    {
        private readonly CancellationTokenSource _closed = new();

        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                await room.WaitAsync(_closed.Token);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
            return await inner.AcceptAsync(cancellationToken) is { } connection ? new Connection(connection, room) : null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _closed.Cancel();
            return inner.UnbindAsync(cancellationToken);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    /// <summary>A connection that makes room when its socket is closed.</summary>
    private sealed class Connection(ConnectionContext inner, SemaphoreSlim room) : ConnectionContext
    {
        public override string ConnectionId { get => inner.ConnectionId; set => inner.ConnectionId = value; }

        public override IFeatureCollection Features => inner.Features;

        public override IDictionary<object, object?> Items { get => inner.Items; set => inner.Items = value; }

        public override System.IO.Pipelines.IDuplexPipe Transport { get => inner.Transport; set => inner.Transport = value; }

        public override CancellationToken ConnectionClosed { get => inner.ConnectionClosed; set => inner.ConnectionClosed = value; }

        public override EndPoint? LocalEndPoint { get => inner.LocalEndPoint; set => inner.LocalEndPoint = value; }

        public override EndPoint? RemoteEndPoint { get => inner.RemoteEndPoint; set => inner.RemoteEndPoint = value; }

        public override void Abort(ConnectionAbortedException abortReason) => inner.Abort(abortReason);

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            room.Release();
        }
    }
}
