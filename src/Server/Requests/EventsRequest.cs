using System.Globalization;
using System.Text.Json;
using Recsys.Contracts.Artifacts;

namespace Recsys.Server.Requests;

/// <summary>One event of <c>/events</c>.</summary>
/// <param name="Timestamp">Unix milliseconds, UTC.</param>
internal readonly record struct PostedEvent(string UserId, string ProductId, EventType Type, long Timestamp);

/// <summary>The body of <c>/events</c>: a list.</summary>
internal static class EventsRequest
{
    public const int Most = 1000;
    private static readonly string[] Names = ["user_id", "product_id", "type", "timestamp"];

    public static IReadOnlyList<PostedEvent> Parse(JsonElement root, FieldErrors errors)
    {
        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() > Most)
        {
            errors.Add("body", $"must be a list of at most {Most} events");
            return [];
        }
        var events = new List<PostedEvent>(root.GetArrayLength());
        foreach (var item in root.EnumerateArray())
        {
            if (errors.Full) break;
            events.Add(ParseEvent(item, string.Create(CultureInfo.InvariantCulture, $"[{events.Count}]"), errors));
        }
        return events;
    }

    private static PostedEvent ParseEvent(JsonElement item, string path, FieldErrors errors)
    {
        var fields = new RequestObject(item, path, errors, Names);
        var type = EventType.View;
        var timestamp = 0L;
        if (fields.TryRequired("type", out var value) && !EventKind.TryRead(value, out type)) fields.Add("type", EventKind.Rule);
        if (fields.TryRequired("timestamp", out value) && !EventTime.TryRead(value, out timestamp)) fields.Add("timestamp", EventTime.Rule);
        return new PostedEvent(fields.Id("user_id"), fields.Id("product_id"), type, timestamp);
    }
}
