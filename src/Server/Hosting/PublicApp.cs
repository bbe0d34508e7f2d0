using Microsoft.AspNetCore.Http.Timeouts;
using Recsys.Contracts.Serving;
using Recsys.Server.Api;
using Recsys.Server.Api.Classify;
using Recsys.Server.Api.Events;
using Recsys.Server.Api.Problems;
using Recsys.Server.Api.Recommend;
using Recsys.Server.Api.Search;
using Recsys.Server.Api.Sharing;

namespace Recsys.Server.Hosting;

/// <summary>What the shop's pages call.</summary>
internal static class PublicApp
{
    /// <summary>Requests worked on at a time: the work is computing, more of it at once would only take longer.</summary>
    private static readonly int AtOnce = Math.Max(2, Environment.ProcessorCount);

    public static WebApplication Create(
        ServerOptions options,
        ServerLimits limits,
        Lifecycle lifecycle,
        ILoggerFactory logs,
        TimeProvider time
    )
    {
        var gate = new ConnectionGate(limits.Connections);
        var capacity = new RequestCapacity(AtOnce, options.MostWaiting, limits.BodyBytes);
        var app = HttpApp.Create(options, options.Port, logs, gate, services =>
        {
            services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
            {
                Timeout = options.RequestTime,
                TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
            });
            if (options.RateLimit > 0) services.AddRateLimiter(limiter => ClientRate.Limit(limiter, options.RateLimit));
        });
        app.Use(ReplyHeaders.Guard);
        app.Use(next => new ProblemMiddleware(next, logs.CreateLogger<ProblemMiddleware>()).InvokeAsync);
        app.Use(next => context =>
        {
            // Clients with an open connection go elsewhere next time.
            if (lifecycle.Phase == Phase.Draining) context.Response.Headers.Connection = "close";
            return next(context);
        });
        if (options.RateLimit > 0) app.UseRateLimiter();
        app.UseRequestTimeouts();
        app.Use(RequestShare.Middleware(capacity));
        app.MapPost(ServedEndpoint.Search.Path, new SearchEndpoint(lifecycle, time).InvokeAsync);
        app.MapPost(ServedEndpoint.Recommend.Path, new RecommendEndpoint(lifecycle, time).InvokeAsync);
        app.MapPost(ServedEndpoint.Classify.Path, new ClassifyEndpoint(lifecycle, time).InvokeAsync);
        app.MapPost(ServedEndpoint.Events.Path, new EventsEndpoint(lifecycle, time).InvokeAsync);
        return app;
    }
}
