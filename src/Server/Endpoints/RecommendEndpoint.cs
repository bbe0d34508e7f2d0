using Recsys.Engine.Catalogues;
using Recsys.Engine.Histories;
using Recsys.Server.Problems;
using Recsys.Server.Replies;
using Recsys.Server.Requests;

namespace Recsys.Server.Endpoints;

/// <summary><c>POST /recommend</c>: products for a user, from the stored history or from the one in the request.</summary>
internal sealed class RecommendEndpoint(Lifecycle lifecycle, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        var serving = lifecycle.Serving ?? throw ProblemException.Starting();
        var request = await RequestBody.ReadAsync(context, RequestBody.Small, RecommendRequest.Parse);
        var history = request.History is { } given
            ? Known(given, serving.Engine.Catalogue)
            : await serving.Events.HistoryAsync(request.UserId, context.RequestAborted);
        var answer = serving.Engine.Recommend(history, request.K);
        var reply = RankedReply.Of(serving.Engine, answer, time.GetElapsedTime(started));
        await JsonReply.WriteAsync(context, reply, JsonReply.Types.RankedReply);
    }

    /// <summary>The products that the bundle knows: a shop lists new ones before the next training.</summary>
    private static List<HistoryItem> Known(IReadOnlyList<RequestedEvent> given, Catalogue catalogue)
    {
        var known = new List<HistoryItem>(given.Count);
        foreach (var (productId, type, timestamp) in given)
        {
            if (catalogue.TryFind(productId, out var product)) known.Add(new HistoryItem(product, type, timestamp));
        }
        return known;
    }
}
