using System.Text.Json.Serialization;

namespace Recsys.Server.Api.Events;

/// <summary>The reply of <c>/events</c>.</summary>
/// <param name="Accepted">Events that are kept; the next answers reflect those of products that the bundle knows.</param>
/// <param name="UnknownProducts">How many of them wait for a bundle that knows their product.</param>
internal sealed record EventsReply(int Accepted, int UnknownProducts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EventsReply))]
internal sealed partial class EventsJson : JsonSerializerContext;
