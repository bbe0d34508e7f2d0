using Recsys.Server.Api.Requests;
using Recsys.Server.Events;

namespace Recsys.Server.Api.Events;

/// <summary>The body of <c>/events</c>: a list.</summary>
/// <param name="now">Unix milliseconds at which the request is read.</param>
internal sealed class EventsRequest(long now)
{
    public const int Most = 1000;

    public static IReadOnlyList<FieldNote> Fields { get; } =
    [
        FieldNote.Of("user_id", ValueRules.Id, "Who.", required: true),
        FieldNote.Of("product_id", ValueRules.Id, "With what; a product that is new to the bundle waits for the next one.", required: true),
        FieldNote.Of("type", ValueRules.EventType, "What the user did.", required: true),
        FieldNote.Of("timestamp", ValueRules.Time, "When; not more than 5 minutes in the future.", required: true),
    ];

    private static readonly string[] Names = [.. Fields.Select(field => field.Name)];
    private readonly ValueRule<long> _time = ValueRules.TimeUntil(now);

    public IReadOnlyList<UserEvent> Parse(RequestValue root) => root.List(ParseEvent, Most);

    /// <summary>
    /// An event that a clock ahead of ours has dated happened now. A later date would keep it the user's newest while others arrive, and
    /// enough of them would be all that is known of that user.
    /// </summary>
    private UserEvent ParseEvent(RequestValue item)
    {
        var fields = item.Fields(Names);
        var type = fields.Required("type", ValueRules.EventType);
        var timestamp = Math.Min(fields.Required("timestamp", _time), now);
        var userId = fields.Required("user_id", ValueRules.Id);
        return new UserEvent(userId, new ProductEvent(fields.Required("product_id", ValueRules.Id), type, timestamp));
    }
}
