using Recsys.Contracts.Artifacts;
using Recsys.Server.Api.Requests;
using Recsys.Server.Events;

namespace Recsys.Server.Api.Recommend;

/// <summary>The body of <c>/recommend</c>.</summary>
/// <param name="History">Oldest first; replaces the stored history. null: use the stored one.</param>
internal sealed record RecommendRequest(string UserId, int K, IReadOnlyList<ProductEvent>? History)
{
    private static readonly string[] Names = ["user_id", "k", "history"];
    private static readonly string[] EventNames = ["product_id", "type", "timestamp"];

    private static readonly ValueRule<string> BareId = ValueRules.Id with
    {
        Demand = $"{ValueRules.Id.Demand}, or an object with {string.Join(", ", EventNames)}",
    };

    public static RecommendRequest Parse(RequestValue root)
    {
        var fields = root.Fields(Names);
        return new RecommendRequest(
            fields.Required("user_id", ValueRules.Id),
            fields.Optional("k", ValueRules.K, missing: 10),
            fields.TryGet("history", out var history) ? history.List(ParseEvent) : null
        );
    }

    /// <summary>A bare id stands for a purchase: the one type of event that every shop has, so that every model has learned it.</summary>
    private static ProductEvent ParseEvent(RequestValue item)
    {
        if (!item.IsObject) return new ProductEvent(item.Read(BareId), EventType.Purchase, 0);
        var fields = item.Fields(EventNames);
        var type = fields.Optional("type", ValueRules.EventType, missing: EventType.Purchase);
        var timestamp = fields.Optional("timestamp", ValueRules.Time);
        return new ProductEvent(fields.Required("product_id", ValueRules.Id), type, timestamp);
    }
}
