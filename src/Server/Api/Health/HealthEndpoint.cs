using Recsys.Server.Api.Replies;

namespace Recsys.Server.Api.Health;

/// <summary>A probe: 200 when the phase is a good one for it, else 503; the body tells the phase and the bundle.</summary>
internal sealed class HealthEndpoint(Lifecycle lifecycle, Func<Phase, bool> good)
{
    public Task InvokeAsync(HttpContext context)
    {
        var phase = lifecycle.Phase;
        context.Response.StatusCode = good(phase) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        var state = phase switch { Phase.Starting => "starting", Phase.Ready => "ready", _ => "draining" };
        return JsonReply.WriteAsync(context, new HealthReply(state, lifecycle.Serving?.Engine.BundleHash), HealthJson.Default.HealthReply);
    }
}
