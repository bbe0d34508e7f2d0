using Recsys.Server.Api.Problems;
using Recsys.Server.Api.Replies;
using Recsys.Server.Api.Requests;
using Recsys.Server.Api.Sharing;
using Recsys.Server.Events;

namespace Recsys.Server.Api.Events;

/// <summary>
/// <c>POST /events</c>: what users did. All of a request's events are taken, or none; those of products that the bundle does not know
/// are counted, and wait for a bundle that does.
/// </summary>
internal sealed class EventsEndpoint(Lifecycle lifecycle, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var serving = lifecycle.Serving ?? throw ProblemException.Starting();
        var request = new EventsRequest(time.GetUtcNow().ToUnixTimeMilliseconds());
        var posted = await RequestBody.ReadAsync(context, RequestBody.Large, request.Parse);
        var events = new UserEvent[posted.Count];
        var unknown = 0;
        for (var i = 0; i < events.Length; i++)
        {
            var (userId, item) = posted[i];
            if (!serving.Engine.Catalogue.TryShare(ref item)) unknown++;
            events[i] = new UserEvent(userId, item);
        }
        RequestShare.Of(context)?.End();
        try
        {
            await serving.Events.AppendAsync(events, context.RequestAborted);
        }
        catch (EventStoreException)
        {
            throw ProblemException.NotKept();
        }
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await JsonReply.WriteAsync(context, new EventsReply(events.Length, unknown), EventsJson.Default.EventsReply);
    }
}
