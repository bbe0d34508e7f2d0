using Recsys.Server.Problems;
using Recsys.Server.Replies;
using Recsys.Server.Requests;

namespace Recsys.Server.Endpoints;

/// <summary><c>POST /search</c>: products for a query, within the filters; those to a known user's taste a little earlier.</summary>
internal sealed class SearchEndpoint(Lifecycle lifecycle, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        var serving = lifecycle.Serving ?? throw ProblemException.Starting();
        var request = await RequestBody.ReadAsync(context, RequestBody.Small, SearchRequest.Parse);
        var history = request.UserId is { } user ? await serving.HistoryAsync(user, context.RequestAborted) : [];
        var answer = serving.Engine.Search(request.Query, request.K, request.Filter, history);
        var reply = RankedReply.Of(serving.Engine, answer, time.GetElapsedTime(started));
        await JsonReply.WriteAsync(context, reply, JsonReply.Types.RankedReply);
    }
}
