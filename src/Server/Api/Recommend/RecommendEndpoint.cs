using Recsys.Engine.Ranking;
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
        var request = await RequestBody.ReadAsync(context, RequestBody.Small,
            root => RecommendRequest.Parse(root, serving.Engine.Catalogue));
        var history = request.History is { } given
            ? serving.Engine.Catalogue.Known(given)
            : await serving.HistoryAsync(request.UserId, context.RequestAborted);
        var refinement = new Refinement { Context = request.Context, Diversity = request.Diversity };
        var answer = serving.Engine.Recommend(history, request.K, refinement: refinement);
        var reply = RankedReply.Of(serving.Engine, answer, time.GetElapsedTime(started));
        if (request.Explain) reply.Explain(serving.Engine.Explain(history, answer, request.Context));
        await JsonReply.WriteAsync(context, reply, RankedJson.Default.RankedReply);
    }
}
