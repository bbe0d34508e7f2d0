using System.Text;

namespace Recsys.Server.Api.Metrics;

/// <summary><c>GET /metrics</c>: what there is to know about the server in figures.</summary>
/// <param name="sources">Each writes what it knows.</param>
internal sealed class MetricsEndpoint(params Action<PrometheusText>[] sources)
{
    public Task InvokeAsync(HttpContext context)
    {
        var text = new PrometheusText();
        foreach (var source in sources) source(text);
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        context.Response.ContentType = PrometheusText.ContentType;
        context.Response.ContentLength = bytes.Length;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
