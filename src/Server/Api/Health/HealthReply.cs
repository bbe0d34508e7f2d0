using System.Text.Json.Serialization;

namespace Recsys.Server.Api.Health;

/// <summary>The reply of the probes.</summary>
/// <param name="State">starting, ready or draining.</param>
/// <param name="Bundle">Hash of the bundle; null until it is verified.</param>
internal sealed record HealthReply(string State, string? Bundle);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HealthReply))]
internal sealed partial class HealthJson : JsonSerializerContext;
