using Recsys.Server.Api.Description;
using Recsys.Server.Api.Requests;
using Recsys.Server.Events;

namespace Recsys.Server.Api.Events;

/// <summary>The body of <c>/events</c>: a list.</summary>
internal static class EventsRequest
{
    public const int Most = 1000;

    public static IReadOnlyList<FieldNote> Fields { get; } =
    [
        FieldNote.Of("user_id", ValueRules.Id, "Who.", required: true),
        FieldNote.Of("product_id", ValueRules.Id, "With what; a product that is new to the bundle waits for the next one.", required: true),
        FieldNote.Of("type", ValueRules.EventType, "What the user did.", required: true),
        FieldNote.Of("timestamp", ValueRules.Time, "When.", required: true),
    ];

    private static readonly string[] Names = [.. Fields.Select(field => field.Name)];

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
