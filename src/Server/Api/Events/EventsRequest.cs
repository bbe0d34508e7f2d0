using Recsys.Server.Api.Requests;
using Recsys.Server.Events;

namespace Recsys.Server.Api.Events;

/// <summary>The body of <c>/events</c>: a list.</summary>
internal static class EventsRequest
{
    public const int Most = 1000;
    private static readonly string[] Names = ["user_id", "product_id", "type", "timestamp"];

    public static IReadOnlyList<UserEvent> Parse(RequestValue root) => root.List(ParseEvent, Most);

    private static UserEvent ParseEvent(RequestValue item)
    {
        var fields = item.Fields(Names);
        var type = fields.Required("type", ValueRules.EventType);
        var timestamp = fields.Required("timestamp", ValueRules.Time);
        var userId = fields.Required("user_id", ValueRules.Id);
        return new UserEvent(userId, new ProductEvent(fields.Required("product_id", ValueRules.Id), type, timestamp));
    }
}
