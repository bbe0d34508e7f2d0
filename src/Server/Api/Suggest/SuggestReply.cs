using System.Text.Json.Serialization;
using Recsys.Engine.Suggesting;

namespace Recsys.Server.Api.Suggest;

/// <summary>The reply of <c>/suggest</c>.</summary>
/// <param name="Suggestions">Most bought first.</param>
/// <param name="Bundle">Hash of the bundle that answered.</param>
/// <param name="TookMs">Milliseconds from the start of the handler to the answer.</param>
internal sealed record SuggestReply(IReadOnlyList<Suggestion> Suggestions, string Bundle, double TookMs);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SuggestReply))]
internal sealed partial class SuggestJson : JsonSerializerContext;
