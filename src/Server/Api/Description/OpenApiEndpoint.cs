using System.Text;
using System.Text.Json.Nodes;
using Recsys.Server.Api.Problems;

namespace Recsys.Server.Api.Description;

/// <summary><c>GET /openapi/v1.json</c>: the public calls by OpenAPI 3.1, from the same fields that the parser reads.</summary>
internal static class OpenApiEndpoint
{
    public const string Path = "/openapi/v1.json";

    private static readonly Lazy<byte[]> Document = new(() => Encoding.UTF8.GetBytes(Describe().ToJsonString()));

    public static Task InvokeAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = Document.Value.Length;
        return context.Response.Body.WriteAsync(Document.Value, context.RequestAborted).AsTask();
    }

    private static JsonObject Describe()
    {
        var paths = new JsonObject();
        foreach (var note in EndpointNote.All) paths[note.Endpoint.Path] = new JsonObject { ["post"] = Operation(note) };
        var schemas = new JsonObject();
        foreach (var (name, schema) in ReplySchemas.All) schemas[name] = JsonNode.Parse(schema);
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Recsys", ["version"] = "1" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
    }

    private static JsonObject Operation(EndpointNote note) =>
        new()
        {
            ["operationId"] = note.Endpoint.Name,
            ["summary"] = note.Summary,
            ["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = Content("application/json", JsonNode.Parse(note.Body)!),
            },
            ["responses"] = new JsonObject
            {
                [$"{note.Status}"] = Response("The answer.", "application/json", note.Reply),
                ["400"] = Response("What is wrong with the request, by field.", Problem.ContentType, nameof(ReplySchemas.Problem)),
                ["default"] = Response("Any other problem.", Problem.ContentType, nameof(ReplySchemas.Problem)),
            },
        };

    private static JsonObject Response(string description, string type, string schema) =>
        new()
        {
            ["description"] = description,
            ["content"] = Content(type, new JsonObject { ["$ref"] = $"#/components/schemas/{schema}" }),
        };

    private static JsonObject Content(string type, JsonNode schema) => new() { [type] = new JsonObject { ["schema"] = schema } };
}
