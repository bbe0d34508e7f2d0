using System.Net;
using System.Text;
using System.Text.Json;

namespace Recsys.Server.Tests.Support;

/// <summary>A reply as the tests look at it.</summary>
public sealed record Reply(HttpStatusCode Status, string? MediaType, string Text, HttpResponseMessage Message)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>Ids of the results, as raw JSON.</summary>
    public string[] Ids =>
        [.. Json.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("product_id").GetRawText())];

    public bool Cold => Json.GetProperty("cold").GetBoolean();
}

public static class Http
{
    public static Task<Reply> PostAsync(this HttpClient client, string path, string json) =>
        client.SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"));

    public static Task<Reply> GetAsync(HttpClient client, string path) => client.SendAsync(HttpMethod.Get, path);

    public static async Task<Reply> SendAsync(
        this HttpClient client,
        HttpMethod method,
        string path,
        HttpContent? content = null,
        string? host = null
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (host is not null) request.Headers.Host = host;
        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Reply(response.StatusCode, response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
    }

    /// <summary>Asserts an RFC 9457 reply and returns the names of the fields at fault.</summary>
    public static string[] AssertProblem(this Reply reply, HttpStatusCode status)
    {
        Assert.Equal(status, reply.Status);
        Assert.Equal("application/problem+json", reply.MediaType);
        Assert.Equal((int)status, reply.Json.GetProperty("status").GetInt32());
        Assert.Equal("about:blank", reply.Json.GetProperty("type").GetString());
        Assert.NotEqual("", reply.Json.GetProperty("title").GetString());
        Assert.NotEqual("", reply.Json.GetProperty("detail").GetString());
        Assert.DoesNotContain("Exception", reply.Text, StringComparison.Ordinal);
        return reply.Json.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateObject().Select(error => error.Name)] : [];
    }
}
