using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace Recsys.Server.Api.Problems;

/// <summary>An error as RFC 9457 describes it.</summary>
/// <param name="Type">URI of the kind of problem; <c>about:blank</c> says that the status tells it all.</param>
/// <param name="Errors">What is wrong, by field of the request.</param>
internal sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors = null)
{
    public const string ContentType = "application/problem+json";

    public static Problem Of(int status, string detail, IReadOnlyDictionary<string, string[]>? errors = null) =>
        new("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail, errors);

    /// <summary>The problem of a status that the framework has set.</summary>
    public static Problem OfStatus(int status) => Of(status, status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take this method; the Allow header lists those it takes.",
        StatusCodes.Status408RequestTimeout => "The request body did not arrive in time.",
        StatusCodes.Status413PayloadTooLarge => "The request body is too large.",
        StatusCodes.Status429TooManyRequests => 
            "This client has sent more requests than it may. The Retry-After header says when to go on.",
        StatusCodes.Status503ServiceUnavailable => "The answer took too long. Try again in a moment.",
        >= 500 => "The server could not answer. The fault is logged.",
        _ => "The request cannot be answered.",
    });
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
