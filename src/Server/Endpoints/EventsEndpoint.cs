using Recsys.Engine.Histories;
using Recsys.Server.Events;
using Recsys.Server.Problems;
using Recsys.Server.Replies;
using Recsys.Server.Requests;

namespace Recsys.Server.Endpoints;

/// <summary>
/// <c>POST /events</c>: what users did. All of a request's events are taken, or none; those of products that the bundle
/// does not know are counted and left out.
/// </summary>
internal sealed class EventsEndpoint(Lifecycle lifecycle)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var serving = lifecycle.Serving ?? throw ProblemException.Starting();
        var posted = await RequestBody.ReadAsync(context, RequestBody.Large, EventsRequest.Parse);
        var known = new List<UserEvent>(posted.Count);
        foreach (var (userId, productId, type, timestamp) in posted)
        {
            if (serving.Engine.Catalogue.TryFind(productId, out var product))
                known.Add(new UserEvent(userId, new HistoryItem(product, type, timestamp)));
        }
        await serving.Events.AppendAsync(known, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await JsonReply.WriteAsync(context, new EventsReply(known.Count, posted.Count - known.Count), JsonReply.Types.EventsReply);
    }
}
