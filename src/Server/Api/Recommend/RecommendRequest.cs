using System.Globalization;
using System.Text.Json;
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

    public static RecommendRequest Parse(JsonElement root, FieldErrors errors)
    {
        var fields = new RequestObject(root, "", errors, Names);
        return new RecommendRequest(fields.Id("user_id"), fields.Whole("k", 1, 100, missing: 10),
            fields.OptionalList("history") is { } list ? ParseHistory(list, errors) : null);
    }

    private static List<ProductEvent> ParseHistory(JsonElement list, FieldErrors errors)
    {
        var history = new List<ProductEvent>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (errors.Full) break;
            var path = string.Create(CultureInfo.InvariantCulture, $"history[{history.Count}]");
            history.Add(item.ValueKind == JsonValueKind.Object ? ParseEvent(item, path, errors) : ParseId(item, path, errors));
        }
        return history;
    }

    /// <summary>A bare id stands for a purchase: the one type of event that every shop has, so that every model has learned it.</summary>
    private static ProductEvent ParseId(JsonElement item, string path, FieldErrors errors)
    {
        if (!CanonicalId.TryRead(item, out var id))
            errors.Add(path, $"{CanonicalId.Rule}, or an object with product_id, type and timestamp");
        return new ProductEvent(id, EventType.Purchase, 0);
    }

    private static ProductEvent ParseEvent(JsonElement item, string path, FieldErrors errors)
    {
        var fields = new RequestObject(item, path, errors, EventNames);
        var type = EventType.Purchase;
        if (fields.TryOptional("type", out var value) && !EventKind.TryRead(value, out type)) fields.Add("type", EventKind.Rule);
        var timestamp = 0L;
        if (fields.TryOptional("timestamp", out value) && !EventTime.TryRead(value, out timestamp)) fields.Add("timestamp", EventTime.Rule);
        return new ProductEvent(fields.Id("product_id"), type, timestamp);
    }
}
