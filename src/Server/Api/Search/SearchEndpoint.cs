using Recsys.Server.Api.Problems;
using Recsys.Server.Api.Replies;
using Recsys.Server.Api.Requests;

namespace Recsys.Server.Api.Search;

/// <summary><c>POST /search</c>: products for a query, within the filters; those to a known user's taste a little earlier.</summary>
internal sealed class SearchEndpoint(Lifecycle lifecycle, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        var serving = lifecycle.Serving ?? throw ProblemException.Starting();
        var request = await RequestBody.ReadAsync(context, RequestBody.Small, root => SearchRequest.Parse(root, serving.Engine.Catalogue));
        var history = request.UserId is { } user ? await serving.HistoryAsync(user, context.RequestAborted) : [];
        var answer = serving.Engine.Search(request.Query, request.K, request.Filter, history, request.Offset);
        var facets = request.Facets ? serving.Engine.Facets(request.Query, request.Filter) : null;
        var reply = RankedReply.Of(serving.Engine, answer, time.GetElapsedTime(started)) with { Facets = FacetsReply.Of(facets) };
        await JsonReply.WriteAsync(context, reply, RankedJson.Default.RankedReply);
    }
}
