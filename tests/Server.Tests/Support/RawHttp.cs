using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Recsys.Server.Tests.Support;

/// <summary>HTTP by hand: exactly these bytes, one connection.</summary>
public static partial class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1), Silence = TimeSpan.FromMilliseconds(200);

    /// <summary>After bytes that were whole requests this ends the connection.</summary>
    private static readonly byte[] Last = "GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"u8.ToArray();


    public static async Task<NetworkStream> ConnectAsync(Uri server, int? receiveBuffer = null)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } bytes) socket.ReceiveBufferSize = bytes;
        await socket.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>
    /// Sends the bytes, and returns all that the server answers until it closes the connection, or is silent because it waits for more.
    /// </summary>
    public static async Task<string> ExchangeAsync(Uri server, ReadOnlyMemory<byte> bytes)
    {
        await using var stream = await ConnectAsync(server);
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
            await stream.WriteAsync(Last, TestContext.Current.CancellationToken);
            var buffer = new byte[16 * 1024];
            while (true)
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
                limit.CancelAfter(answer.Length == 0 ? Patience : Silence);
                var read = await stream.ReadAsync(buffer, limit.Token);
                if (read == 0) break;
                answer.Write(buffer, 0, read);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // Cut off, which is the server's right with bytes that are no HTTP; or silent.
        }
        return Encoding.Latin1.GetString(answer.ToArray());
    }

    public static Task<string> ExchangeAsync(Uri server, string text) => ExchangeAsync(server, Encoding.Latin1.GetBytes(text));

    public static IEnumerable<int> Statuses(string answer) => Status().Matches(answer).Select(match => int.Parse(match.Groups[1].Value));

    /// <summary>A request as a well-behaved client would send it.</summary>
    public static string Post(string path, string body, string headers = "") =>
        $"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{headers}"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    /// <summary>The head of a request whose body comes in chunks.</summary>
    public static string Chunked(string path) =>
        $"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

    [GeneratedRegex("HTTP/1\\.1 ([0-9]{3})")]
    private static partial Regex Status();
}
