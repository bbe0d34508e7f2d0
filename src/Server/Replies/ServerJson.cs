using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Recsys.Server.Problems;

namespace Recsys.Server.Replies;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RankedReply))]
[JsonSerializable(typeof(ClassifyReply))]
[JsonSerializable(typeof(EventsReply))]
[JsonSerializable(typeof(HealthReply))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ServerJson : JsonSerializerContext;

/// <summary>Writes a reply in one piece, with its length.</summary>
internal static class JsonReply
{
    /// <summary>Replies are JSON and nothing else, so Chinese titles go out as they are, not as <c>\u</c> escapes.</summary>
    public static ServerJson Types { get; } =
        new(new JsonSerializerOptions(ServerJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static Task WriteAsync<T>(
        HttpContext context,
        T reply,
        JsonTypeInfo<T> type,
        string contentType = "application/json; charset=utf-8"
    )
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(reply, type);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
