using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Recsys.Server.Api.Requests;

namespace Recsys.Server.Hosting;

/// <summary>A port cannot be opened; the message names its variable and the remedy.</summary>
internal sealed class ListenException(string message, Exception inner) : Exception(message, inner);

/// <summary>What both listeners have in common. Nothing is read from files or from ASPNETCORE_ variables.</summary>
internal static class HttpApp
{
    /// <summary>Bytes that a connection may have waiting in the server, each way.</summary>
    public const int Buffer = 64 * 1024;

    /// <param name="gate">Counts the connections; null: they are not limited.</param>
    /// <param name="services">Adds what the middleware of this port needs.</param>
    public static WebApplication Create(
        ServerOptions options,
        int port,
        ILoggerFactory logs,
        ConnectionGate? gate = null,
        Action<IServiceCollection>? services = null
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.Replace(ServiceDescriptor.Singleton(logs));
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        builder.Services.AddRoutingCore();
        services?.Invoke(builder.Services);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.MaxRequestBodySize = RequestBody.Large;
            kestrel.Limits.MaxRequestBufferSize = kestrel.Limits.MaxResponseBufferSize = Buffer;
            // Who does not read its replies is let go: Kestrel's rate, said here because the limits depend on it.
            kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
            if (options.Host is { } address) kestrel.Listen(address, port, Plain);
            else kestrel.ListenAnyIP(port, Plain);
        });
        // Kestrel takes the transport that was added last.
        if (gate is not null)
        {
            builder.Services.AddSingleton<SocketTransportFactory>();
            builder.Services.AddSingleton<IConnectionListenerFactory>(provider =>
                new BoundedTransport(provider.GetRequiredService<SocketTransportFactory>(), gate.Accepted));
        }
        return builder.Build();

        void Plain(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            if (gate is not null) listen.Use(gate.Guard);
        }
    }

    /// <exception cref="ListenException">The port cannot be opened.</exception>
    public static async Task StartAsync(WebApplication app, string variable, int port)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            throw new ListenException(
                $"cannot listen on port {port}: {e.Message} Remedy: free the port or set {variable} to another one.",
                e
            );
        }
    }

    /// <summary>Closes the listener and waits for requests in flight, until cancelled.</summary>
    public static async Task StopAsync(WebApplication app, CancellationToken limit)
    {
        try
        {
            await app.StopAsync(limit);
        }
        catch (OperationCanceledException)
        {
            // The time is up; what was in flight is cut off.
        }
    }

    public static int Port(WebApplication app) => new Uri(app.Urls.Single()).Port;

    /// <summary>Signals are the process's business (<see cref="StopSignals"/>), not each host's.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
