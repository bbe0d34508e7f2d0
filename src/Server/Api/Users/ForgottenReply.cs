using System.Text.Json.Serialization;

namespace Recsys.Server.Api.Users;

/// <summary>The reply to <c>DELETE /users/{id}</c>.</summary>
/// <param name="Known">Whether there was anything to forget.</param>
internal sealed record ForgottenReply(bool Known);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ForgottenReply))]
internal sealed partial class UserJson : JsonSerializerContext;
