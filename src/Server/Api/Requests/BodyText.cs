using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Recsys.Server.Api.Problems;
using Recsys.Server.Api.Sharing;

namespace Recsys.Server.Api.Requests;

/// <summary>A request's body in one piece of pooled memory, which goes back when this is disposed.</summary>
internal sealed class BodyText : IDisposable
{
    private const int Least = 4096;
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];
    private byte[] _bytes;
    private int _length;

    private BodyText(byte[] bytes) => _bytes = bytes;

    /// <summary>The text, without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Memory
    {
        get
        {
            var text = _bytes.AsMemory(0, _length);
            return text.Span.StartsWith(Mark) ? text[Mark.Length..] : text;
        }
    }

    /// <summary>Reads to the end of the body. The buffer grows with what has arrived, not with what was announced.</summary>
    /// <param name="limit">Most bytes.</param>
    /// <exception cref="ProblemException">
    /// 400: the body's framing is broken; 408: it came too slowly; 413: it is longer than the limit; 503: there is no memory for it now.
    /// </exception>
    public static async Task<BodyText> ReadAsync(HttpContext context, int limit)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = limit;
        var share = RequestShare.Of(context);
        Hold(share, Least);
        var text = new BodyText(ArrayPool<byte>.Shared.Rent(Least));
        try
        {
            while (await context.Request.Body.ReadAsync(text._bytes.AsMemory(text._length), context.RequestAborted) is > 0 and var read)
            {
                text._length += read;
                if (text._length > limit) throw ProblemException.TooLarge(limit);
                if (text._length == text._bytes.Length) text.Grow(share);
            }
            return text;
        }
        catch (Exception e)
        {
            text.Dispose();
            if (Problem(context, limit, e) is { } problem) throw problem;
            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref _bytes, []));

    private void Grow(RequestShare? share)
    {
        Hold(share, _bytes.Length);
        var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    private static void Hold(RequestShare? share, int bytes)
    {
        if (share?.TryHold(bytes) == false) throw ProblemException.Busy();
    }

    /// <summary>What a failure to read means to the client; null: it is no fault of the body.</summary>
    private static ProblemException? Problem(HttpContext context, int limit, Exception e)
    {
        switch (e)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return ProblemException.TooLarge(limit);
            case OperationCanceledException
                when context.Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested == true:
                return ProblemException.Slow();
            case BadHttpRequestException or not IOException:
                return null;
            case IOException when context.RequestAborted.IsCancellationRequested:
                return null;
            default:
                // Kestrel reports a chunk size that fits no number as a plain IOException. Where the next request begins is unknown.
                context.Response.Headers.Connection = "close";
                return ProblemException.Malformed("The body's transfer coding is broken.");
        }
    }
}
