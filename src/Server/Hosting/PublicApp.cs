using Microsoft.AspNetCore.Http.Timeouts;
using Recsys.Contracts.Serving;
using Recsys.Server.Api;
using Recsys.Server.Api.Classify;
using Recsys.Server.Api.Description;
using Recsys.Server.Api.Events;
using Recsys.Server.Api.Problems;
using Recsys.Server.Api.Recommend;
using Recsys.Server.Api.Search;
using Recsys.Server.Api.Sharing;
using Recsys.Server.Api.Suggest;
using Recsys.Server.Page;

namespace Recsys.Server.Hosting;

/// <summary>What the shop's pages call.</summary>
internal static class PublicApp
{
    public static WebApplication Create(
        ServerOptions options,
        PublicTraffic traffic,
        Lifecycle lifecycle,
        ILoggerFactory logs,
        TimeProvider time
    )
    {
        var app = HttpApp.Create(options, options.Port, logs, traffic.Gate, services =>
        {
            services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
            {
                Timeout = options.RequestTime,
                TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
            });
            if (options.RateLimit > 0) services.AddRateLimiter(limiter => ClientRate.Limit(limiter, options.RateLimit));
        });
        app.Use(traffic.Requests.Measure);
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
        app.Use(RequestShare.Middleware(traffic.Capacity));
        app.MapPost(ServedEndpoint.Search.Path, new SearchEndpoint(lifecycle, time).InvokeAsync);
        app.MapPost(ServedEndpoint.Suggest.Path, new SuggestEndpoint(lifecycle, time).InvokeAsync);
        app.MapPost(ServedEndpoint.Recommend.Path, new RecommendEndpoint(lifecycle, time).InvokeAsync);
        app.MapPost(ServedEndpoint.Classify.Path, new ClassifyEndpoint(lifecycle, time).InvokeAsync);
        app.MapPost(ServedEndpoint.Events.Path, new EventsEndpoint(lifecycle, time).InvokeAsync);
        app.MapGet(OpenApiEndpoint.Path, OpenApiEndpoint.InvokeAsync);
        PageEndpoint.Map(app);
        return app;
    }
}
