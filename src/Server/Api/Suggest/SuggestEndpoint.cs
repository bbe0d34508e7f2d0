using Recsys.Server.Api.Problems;
using Recsys.Server.Api.Replies;
using Recsys.Server.Api.Requests;

namespace Recsys.Server.Api.Suggest;

/// <summary><c>POST /suggest</c>: how a query that was begun may go on.</summary>
internal sealed class SuggestEndpoint(Lifecycle lifecycle, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        var serving = lifecycle.Serving ?? throw ProblemException.Starting();
        var request = await RequestBody.ReadAsync(context, RequestBody.Small, SuggestRequest.Parse);
        var found = serving.Engine.Suggest(request.Prefix, request.K);
        var took = Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 3);
        await JsonReply.WriteAsync(context, new(found, serving.Engine.BundleHash, took), SuggestJson.Default.SuggestReply);
    }
}
