using System.Net;
using System.Text;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

/// <summary>Whatever bytes arrive: a reply that blames the client, or a closed connection; never a fault of the server.</summary>
public sealed class FramingTests : IAsyncLifetime
{
    // The one status above 499 that blames the client (RFC 9110, section 15.6.6).
    private const int OtherVersion = 505;

    private static readonly string[] Paths = ["/search", "/recommend", "/classify", "/events", "/nothing"];

    private static readonly string[] Bodies =
    [
        """{"query":"键盘 keyboard","k":3,"user_id":17,"filters":{"price_min":1}}""",
        """{"user_id":17,"k":3,"history":[{"product_id":1003,"type":"view","timestamp":5},1004]}""",
        """{"title":"keyboard","description":"wireless"}""",
        """[{"user_id":"fuzz","product_id":1003,"type":"view","timestamp":5}]""",
    ];

    // What has broken one parser or another.
    private static readonly string[] Spices =
    [
        "NaN", "Infinity", "-0", "1e308", "1e-308", "1e999999", "00017", "99999999999999999999", "\"\\ud800\"", "\"\\u0000\"", "null",
        "[[[[[[[[[[", "{\"\":", "\"9999-12-31T23:59:59Z\"", "253402300799999", "-1", "true",
        "\u00ff\u00fe", "\u00ef\u00bb\u00bf", "\r\n", "\0", "%00", "../..",
    ];

    private readonly TemporaryFolder _folder = new();
    private RunningServer _server = null!;

    private Uri Address => _server.Public.BaseAddress!;

    public async ValueTask InitializeAsync()
    {
        Fixtures.WriteBundle(_folder.Bundle);
        _server = await RunningServer.StartAsync(_folder);
    }

    [Theory]
    [InlineData("ffffffffffffffff\r\n{}\r\n0\r\n\r\n")]
    [InlineData("7fffffffffffffff\r\n{}\r\n0\r\n\r\n")]
    [InlineData("80000000\r\n{}\r\n0\r\n\r\n")]
    [InlineData("-1\r\n{}\r\n0\r\n\r\n")]
    [InlineData("g\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}0\r\n\r\n")]
    [InlineData("2;x=\"\r\n{}\r\n0\r\n\r\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("2\r\n{}")]
    public async Task A_broken_chunk_is_the_clients_fault(string chunks)
    {
        foreach (var path in Paths)
        {
            var answer = await RawHttp.ExchangeAsync(Address, RawHttp.Chunked(path) + chunks);
            Assert.All(RawHttp.Statuses(answer), status => Assert.InRange(status, 400, 499));
            if (path != "/nothing") Assert.NotEmpty(RawHttp.Statuses(answer));
        }
        await AssertUnharmedAsync();
    }

    [Fact]
    public async Task A_broken_chunk_is_answered_with_a_problem()
    {
        var answer = await RawHttp.ExchangeAsync(Address, RawHttp.Chunked("/search") + "ffffffffffffffff\r\n{}");
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains("transfer coding", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_text()
    {
        var answer = await RawHttp.ExchangeAsync(
            Address,
            Encoding.UTF8.GetBytes(RawHttp.Post("/search", "\uFEFF{\"query\":\"keyboard\"}", "Connection: close\r\n"))
        );
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Thousands_of_random_requests_find_no_fault(int seed)
    {
        var requests = Enumerable.Range(0, 1500).Select(i => Request(new Random(seed * 100_000 + i))).ToArray();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (request, _) =>
        {
            var answer = await RawHttp.ExchangeAsync(Address, request);
            Assert.True(
                RawHttp.Statuses(answer).All(status => status < 500 || status == OtherVersion),
                $"{Encoding.Latin1.GetString(request)}\n→ {answer}"
            );
        });
        await AssertUnharmedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task AssertUnharmedAsync()
    {
        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(_server.Management, "/livez")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _server.Public.PostAsync("/search", Bodies[0])).Status);
        Assert.DoesNotContain("Exception", _server.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("failed", _server.Log, StringComparison.Ordinal);
    }

    private static byte[] Request(Random random)
    {
        var text = string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => One(random)));
        var bytes = Encoding.Latin1.GetBytes(text);
        for (var flips = random.Next(3) == 0 ? random.Next(1, 9) : 0; flips > 0; flips--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(5) == 0 ? bytes[..random.Next(1, bytes.Length)] : bytes;
    }

    private static string One(Random random)
    {
        var body = Body(random);
        var path = Pick(random, Paths);
        return random.Next(6) switch
        {
            0 => RawHttp.Chunked(path) + Chunks(random, body),
            1 => Frame(random, path, body),
            2 => new string([.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => (char)random.Next(256))]),
            _ => RawHttp.Post(path, body),
        };
    }

    /// <summary>Text in Latin-1 of UTF-8 bytes, with something put in its way.</summary>
    private static string Body(Random random)
    {
        var body = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Pick(random, Bodies)));
        for (var spices = random.Next(4); spices > 0; spices--)
        {
            var at = random.Next(body.Length);
            body = string.Concat(body.AsSpan(0, at), Pick(random, Spices), body.AsSpan(Math.Min(body.Length, at + random.Next(6))));
        }
        return body;
    }

    private static string Chunks(Random random, string body)
    {
        var text = new StringBuilder();
        for (var at = 0; at < body.Length;)
        {
            var length = Math.Min(random.Next(1, 40), body.Length - at);
            string[] sizes =
            [
                $"{length:x}", $"{length:X}", $"000{length:x}", "ffffffffffffffff", $"{length + 1:x}", "", $"{length:x};a=b", "0x2",
            ];
            text.Append(random.Next(4) == 0 ? Pick(random, sizes) : sizes[0]).Append("\r\n").Append(body, at, length).Append("\r\n");
            at += length;
        }
        return text.Append(random.Next(5) == 0 ? "" : "0\r\n\r\n").ToString();
    }

    /// <summary>Headers that contradict each other or the body.</summary>
    private static string Frame(Random random, string path, string body)
    {
        string[] headers =
        [
            $"Content-Length: {body.Length}", "Content-Length: 0", "Content-Length: -1", "Content-Length: 99999999999999999999",
            "Content-Length: 5, 6", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: identity",
            "Expect: 100-continue", "Connection: close", "Connection: upgrade", "Upgrade: websocket", "Content-Encoding: gzip",
            "Content-Type: application/json", "Content-Type: ;;;", "Host: ", "Host: a, b", " folded: x", "No colon", "X: \u00ff",
            $"X: {new string('x', random.Next(40_000))}",
        ];
        string[] methods = ["POST", "GET", "OPTIONS", "CONNECT", "post", "HEAD", "POST "];
        string[] versions = ["HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9.9", ""];
        var query = $"{path}?{new string('q', random.Next(9000))}";
        string[] targets = [path, query, "*", "http://x" + path, "//", "/%", "/%c0%af", path + "#x"];
        var taken = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pick(random, headers));
        var first = $"{Pick(random, methods)} {Pick(random, targets)} {Pick(random, versions)}";
        return $"{first}\r\nHost: x\r\n{string.Join("\r\n", taken)}\r\n\r\n{body}";
    }

    private static string Pick(Random random, string[] of) => of[random.Next(of.Length)];
}
