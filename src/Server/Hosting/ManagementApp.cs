using Recsys.Server.Api;
using Recsys.Server.Api.Health;
using Recsys.Server.Api.Metrics;
using Recsys.Server.Api.Problems;
using Recsys.Server.Api.Users;

namespace Recsys.Server.Hosting;

/// <summary>What the operator's machinery calls; not for the internet.</summary>
internal static class ManagementApp
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static WebApplication Create(ServerOptions options, PublicTraffic traffic, Lifecycle lifecycle, ILoggerFactory logs)
    {
        var app = HttpApp.Create(options, options.ManagementPort, logs);
        app.Use(next => new ProblemMiddleware(next, logs.CreateLogger<ProblemMiddleware>()).InvokeAsync);
        app.MapMethods("/livez", Methods, new HealthEndpoint(lifecycle, static _ => true).InvokeAsync);
        app.MapMethods("/startupz", Methods, new HealthEndpoint(lifecycle, static phase => phase != Phase.Starting).InvokeAsync);
        app.MapMethods("/readyz", Methods, new HealthEndpoint(lifecycle, static phase => phase == Phase.Ready).InvokeAsync);
        app.MapMethods("/metrics", Methods, new MetricsEndpoint(
            ServingFigures.Of(lifecycle),
            traffic.Write,
            ServingFigures.Process
        ).InvokeAsync);
        app.MapDelete(UserEndpoint.Route, new UserEndpoint(lifecycle, logs.CreateLogger("Recsys.Server")).InvokeAsync);
        return app;
    }
}
