using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Recsys.Server.Api.Sharing;

namespace Recsys.Server.Api.Replies;

/// <summary>Writes a reply in one piece, with its length.</summary>
internal static class JsonReply
{
    /// <summary>Replies are JSON and nothing else, so Chinese titles go out as they are, not as <c>\u</c> escapes.</summary>
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync<T>(
        HttpContext context,
        T reply,
        JsonTypeInfo<T> type,
        string contentType = "application/json; charset=utf-8"
    )
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Form)) JsonSerializer.Serialize(writer, reply, type);
        RequestShare.Of(context)?.End();
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.WrittenCount;
        return context.Response.Body.WriteAsync(bytes.WrittenMemory, context.RequestAborted).AsTask();
    }
}
