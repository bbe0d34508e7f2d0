using Recsys.Server.Api.Replies;

namespace Recsys.Server.Api.Problems;

/// <summary>Turns every failure, the framework's own too, into problem details; what went wrong inside is logged, not told.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        Problem? problem = null;
        try
        {
            await next(context);
            var status = context.Response.StatusCode;
            if (status >= 400 && context.Response is { HasStarted: false, ContentType: null }) problem = Problem.OfStatus(status);
        }
        catch (ProblemException e)
        {
            problem = e.Problem;
        }
        catch (BadHttpRequestException e)
        {
            problem = Problem.OfStatus(e.StatusCode);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            return; // The client is gone.
        }
        catch (Exception e)
        {
            log.LogError(e, "{Method} {Path} failed", context.Request.Method, context.GetEndpoint()?.DisplayName);
            problem = Problem.OfStatus(StatusCodes.Status500InternalServerError);
        }
        if (problem is null || context.Response.HasStarted) return;
        context.Response.StatusCode = problem.Status;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "1";
        await JsonReply.WriteAsync(context, problem, ProblemJson.Default.Problem, Problem.ContentType);
    }
}
