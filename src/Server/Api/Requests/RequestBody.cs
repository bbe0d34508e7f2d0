using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Recsys.Server.Api.Problems;
using Recsys.Server.Api.Sharing;

namespace Recsys.Server.Api.Requests;

/// <summary>Reads a request's JSON within limits.</summary>
internal static class RequestBody
{
    /// <summary>Most bytes of a question.</summary>
    public const int Small = 64 * 1024;

    /// <summary>Most bytes of a list of events.</summary>
    public const int Large = 1024 * 1024;

    private const int MaxDepth = 8;
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = MaxDepth };

    /// <summary>Reads the body, waits until the request may be worked on, and parses it.</summary>
    /// <param name="limit">Most bytes.</param>
    /// <param name="parse">Takes what it needs from the root and notes what is wrong.</param>
    /// <exception cref="ProblemException">400, 408, 413, 415 or 503.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, int limit, Func<RequestValue, T> parse)
    {
        if (!IsPlainJson(context.Request)) throw ProblemException.NotJson();
        using var text = await BodyText.ReadAsync(context, limit);
        if (RequestShare.Of(context) is { } share && !await share.BeginAsync(context.RequestAborted)) throw ProblemException.Busy();
        using var document = Parse(text.Memory);
        var errors = new FieldErrors();
        var request = parse(new RequestValue(document.RootElement, "", errors));
        errors.ThrowIfAny();
        return request;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            return JsonDocument.Parse(text, Json);
        }
        catch (JsonException e)
        {
            throw ProblemException.Malformed(
                $"The body is not valid JSON, or nested deeper than {MaxDepth} levels: line {e.LineNumber + 1}, byte "
                    + $"{e.BytePositionInLine + 1}."
            );
        }
    }

    private static bool IsPlainJson(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return false;
        var json = type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);
        var utf8 = !type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        string? encoding = request.Headers.ContentEncoding;
        return json && utf8 && (string.IsNullOrEmpty(encoding) || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase));
    }
}
