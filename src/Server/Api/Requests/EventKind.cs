using System.Text.Json;
using Recsys.Contracts.Artifacts;

namespace Recsys.Server.Api.Requests;

/// <summary>The written forms of an event's type in requests.</summary>
internal static class EventKind
{
    public static string Rule { get; } = $"must be one of {string.Join(", ", EventTypes.Names)}";

    public static bool TryRead(JsonElement value, out EventType type)
    {
        type = default;
        return JsonText.TryRead(value, out var text) && EventTypes.TryParse(text, out type);
    }
}
