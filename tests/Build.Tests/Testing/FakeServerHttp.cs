using System.Net;
using System.Text;

namespace Recsys.Build.Tests.Testing;

/// <summary>Answers as the server would, without a socket.</summary>
public sealed class FakeServerHttp : HttpMessageHandler
{
    public const string Products = """
        {"results":[{"product_id":7,"title":"Steel kettle","category":"Kitchen > Kettles","price":39.9,"score":1.25},
                    {"product_id":"0012","title":"不锈钢保温杯","category":"厨房 > 杯","price":null,"score":-0.5}],
         "cold":true,"bundle":"sha256:00","took_ms":0.2}
        """;

    /// <summary>What /readyz says to a call, given how many came before it.</summary>
    public Func<int, HttpStatusCode> Ready { get; set; } = _ => HttpStatusCode.OK;

    /// <summary>The bundle that /readyz names.</summary>
    public string? Bundle { get; set; }

    public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

    public string Body { get; set; } = Products;

    /// <summary>Method, address and body of every call but those to /readyz.</summary>
    public List<string> Calls { get; } = [];

    public int ReadyCalls { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath == "/readyz") 
            return new(Ready(ReadyCalls++)) { Content = new StringContent($$"""{"status":"ready","bundle":"{{Bundle}}"}""") };
        Calls.Add($"{request.Method} {request.RequestUri} {await request.Content!.ReadAsStringAsync(cancellationToken)}");
        return new(Answer) { Content = new StringContent(Body, Encoding.UTF8, "application/json") };
    }
}
