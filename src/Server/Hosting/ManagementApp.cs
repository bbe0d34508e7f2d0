using Recsys.Server.Api;
using Recsys.Server.Api.Health;
using Recsys.Server.Api.Problems;

namespace Recsys.Server.Hosting;

/// <summary>What the operator's machinery calls; not for the internet.</summary>
internal static class ManagementApp
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static WebApplication Create(ServerOptions options, Lifecycle lifecycle, ILoggerFactory logs)
    {
        var app = HttpApp.Create(options, options.ManagementPort, logs);
        app.Use(next => new ProblemMiddleware(next, logs.CreateLogger<ProblemMiddleware>()).InvokeAsync);
        app.MapMethods("/livez", Methods, new HealthEndpoint(lifecycle, static _ => true).InvokeAsync);
        app.MapMethods("/startupz", Methods, new HealthEndpoint(lifecycle, static phase => phase != Phase.Starting).InvokeAsync);
        app.MapMethods("/readyz", Methods, new HealthEndpoint(lifecycle, static phase => phase == Phase.Ready).InvokeAsync);
        return app;
    }
}
