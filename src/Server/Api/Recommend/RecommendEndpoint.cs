using Recsys.Server.Api.Problems;
using Recsys.Server.Api.Replies;
using Recsys.Server.Api.Requests;
using Recsys.Server.Events;

namespace Recsys.Server.Api.Recommend;

/// <summary><c>POST /recommend</c>: products for a user, from the stored history or from the one in the request.</summary>
internal sealed class RecommendEndpoint(Lifecycle lifecycle, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        var serving = lifecycle.Serving ?? throw ProblemException.Starting();
        var request = await RequestBody.ReadAsync(context, RequestBody.Small, RecommendRequest.Parse);
        var history = request.History is { } given
            ? serving.Engine.Catalogue.Known(given)
            : await serving.HistoryAsync(request.UserId, context.RequestAborted);
        var answer = serving.Engine.Recommend(history, request.K);
        var reply = RankedReply.Of(serving.Engine, answer, time.GetElapsedTime(started));
        await JsonReply.WriteAsync(context, reply, RankedJson.Default.RankedReply);
    }
}
