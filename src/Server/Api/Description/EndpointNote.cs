using Recsys.Contracts.Serving;
using Recsys.Server.Api.Classify;
using Recsys.Server.Api.Events;
using Recsys.Server.Api.Recommend;
using Recsys.Server.Api.Search;
using Recsys.Server.Api.Suggest;

namespace Recsys.Server.Api.Description;

/// <summary>A call of the public port as the description tells it.</summary>
/// <param name="Endpoint">Where it is.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Body">JSON schema of the request.</param>
/// <param name="Status">Of a success.</param>
/// <param name="Reply">Name of the reply's schema in <see cref="ReplySchemas"/>.</param>
internal sealed record EndpointNote(ServedEndpoint Endpoint, string Summary, string Body, int Status, string Reply)
{
    /// <summary>Every call. A test compares them with <see cref="ServedEndpoint.All"/>.</summary>
    public static IReadOnlyList<EndpointNote> All { get; } =
    [
        new(ServedEndpoint.Search, "Products for a query", FieldNote.Object(SearchRequest.Fields), 200, nameof(ReplySchemas.Ranked)),
        new(
            ServedEndpoint.Suggest,
            "How a query may go on",
            FieldNote.Object(SuggestRequest.Fields),
            200,
            nameof(ReplySchemas.Suggested)
        ),
        new(ServedEndpoint.Recommend, "Products for a user", FieldNote.Object(RecommendRequest.Fields), 200, nameof(ReplySchemas.Ranked)),
        new(
            ServedEndpoint.Classify,
            "Category and tags of a title",
            FieldNote.Object(ClassifyRequest.Fields),
            200,
            nameof(ReplySchemas.Classified)
        ),
        new(
            ServedEndpoint.Events,
            "What users did; their next answers reflect it",
            FieldNote.List(FieldNote.Object(EventsRequest.Fields), EventsRequest.Most),
            202,
            nameof(ReplySchemas.Accepted)
        ),
    ];
}
