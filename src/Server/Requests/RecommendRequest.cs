using System.Globalization;
using System.Text.Json;
using Recsys.Contracts.Artifacts;

namespace Recsys.Server.Requests;

/// <summary>One event of a history in a request.</summary>
/// <param name="Timestamp">Unix milliseconds; 0 where the request does not say.</param>
internal readonly record struct RequestedEvent(string ProductId, EventType Type, long Timestamp = 0);

/// <summary>The body of <c>/recommend</c>.</summary>
/// <param name="History">Oldest first; replaces the stored history. null: use the stored one.</param>
internal sealed record RecommendRequest(string UserId, int K, IReadOnlyList<RequestedEvent>? History)
{
    private static readonly string[] Names = ["user_id", "k", "history"];
    private static readonly string[] EventNames = ["product_id", "type", "timestamp"];

    public static RecommendRequest Parse(JsonElement root, FieldErrors errors)
    {
        var fields = new RequestObject(root, "", errors, Names);
        return new RecommendRequest(fields.Id("user_id"), fields.Whole("k", 1, 100, missing: 10),
            fields.OptionalList("history") is { } list ? ParseHistory(list, errors) : null);
    }

    private static List<RequestedEvent> ParseHistory(JsonElement list, FieldErrors errors)
    {
        var history = new List<RequestedEvent>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (errors.Full) break;
            var path = string.Create(CultureInfo.InvariantCulture, $"history[{history.Count}]");
            history.Add(item.ValueKind == JsonValueKind.Object ? ParseEvent(item, path, errors) : ParseId(item, path, errors));
        }
        return history;
    }

    /// <summary>A bare id stands for a purchase: the one type of event that every shop has, so that every model has learned it.</summary>
    private static RequestedEvent ParseId(JsonElement item, string path, FieldErrors errors)
    {
        if (!CanonicalId.TryRead(item, out var id))
            errors.Add(path, $"{CanonicalId.Rule}, or an object with product_id, type and timestamp");
        return new RequestedEvent(id, EventType.Purchase);
    }

    private static RequestedEvent ParseEvent(JsonElement item, string path, FieldErrors errors)
    {
        var fields = new RequestObject(item, path, errors, EventNames);
        var type = EventType.Purchase;
        if (fields.TryOptional("type", out var value) && !EventKind.TryRead(value, out type)) fields.Add("type", EventKind.Rule);
        var timestamp = 0L;
        if (fields.TryOptional("timestamp", out value) && !EventTime.TryRead(value, out timestamp)) fields.Add("timestamp", EventTime.Rule);
        return new RequestedEvent(fields.Id("product_id"), type, timestamp);
    }
}
