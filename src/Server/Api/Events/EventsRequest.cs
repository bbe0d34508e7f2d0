using System.Globalization;
using System.Text.Json;
using Recsys.Contracts.Artifacts;
using Recsys.Server.Api.Requests;
using Recsys.Server.Events;

namespace Recsys.Server.Api.Events;

/// <summary>The body of <c>/events</c>: a list.</summary>
internal static class EventsRequest
{
    public const int Most = 1000;
    private static readonly string[] Names = ["user_id", "product_id", "type", "timestamp"];

    public static IReadOnlyList<UserEvent> Parse(JsonElement root, FieldErrors errors)
    {
        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() > Most)
        {
            errors.Add("body", $"must be a list of at most {Most} events");
            return [];
        }
        var events = new List<UserEvent>(root.GetArrayLength());
        foreach (var item in root.EnumerateArray())
        {
            if (errors.Full) break;
            events.Add(ParseEvent(item, string.Create(CultureInfo.InvariantCulture, $"[{events.Count}]"), errors));
        }
        return events;
    }

    private static UserEvent ParseEvent(JsonElement item, string path, FieldErrors errors)
    {
        var fields = new RequestObject(item, path, errors, Names);
        var type = EventType.View;
        var timestamp = 0L;
        if (fields.TryRequired("type", out var value) && !EventKind.TryRead(value, out type)) fields.Add("type", EventKind.Rule);
        if (fields.TryRequired("timestamp", out value) && !EventTime.TryRead(value, out timestamp)) fields.Add("timestamp", EventTime.Rule);
        return new UserEvent(fields.Id("user_id"), new ProductEvent(fields.Id("product_id"), type, timestamp));
    }
}
