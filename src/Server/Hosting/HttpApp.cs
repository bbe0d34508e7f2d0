using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Recsys.Server.Hosting;

/// <summary>A port cannot be opened; the message names its variable and the remedy.</summary>
internal sealed class ListenException(string message, Exception inner) : Exception(message, inner);

/// <summary>What both listeners have in common. Nothing is read from files or from ASPNETCORE_ variables.</summary>
internal static class HttpApp
{
    public static WebApplication Create(ServerOptions options, int port, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.Replace(ServiceDescriptor.Singleton(logs));
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            if (options.Host is { } address) kestrel.Listen(address, port, Plain);
            else kestrel.ListenAnyIP(port, Plain);
        });
        return builder.Build();

        static void Plain(ListenOptions listen) => listen.Protocols = HttpProtocols.Http1;
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
