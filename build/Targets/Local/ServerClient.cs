using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Recsys.Contracts.Faults;

namespace Recsys.Build.Targets.Local;

/// <summary>Asks a server on this machine.</summary>
public sealed class ServerClient(HttpMessageHandler handler, int port, int managementPort) : IDisposable
{
    // The handler is the caller's.
    private readonly HttpClient _http = new(handler, disposeHandler: false) { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Of the public port.</summary>
    public Uri Address { get; } = At(port, "");

    /// <summary>true: <c>/readyz</c> answers with success.</summary>
    public async Task<bool> IsReady(CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.GetAsync(At(managementPort, "readyz"), cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    public Task<ServerAnswer> Search(string query, int k, CancellationToken cancellation) =>
        Ask("search", $"search '{query}'", new() { ["query"] = query, ["k"] = k }, cancellation);

    public Task<ServerAnswer> Recommend(string user, int k, CancellationToken cancellation) =>
        Ask("recommend", $"recommendations for user {user}", new() { ["user_id"] = user, ["k"] = k }, cancellation);

    public void Dispose() => _http.Dispose();

    private async Task<ServerAnswer> Ask(string path, string question, JsonObject body, CancellationToken cancellation)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(Address, path), body, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        if (!response.IsSuccessStatusCode)
            throw new FaultException($"POST /{path} answered {(int)response.StatusCode}: {text.ReplaceLineEndings(" ")}");
        try
        {
            return ServerAnswer.Parse(question, text);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FaultException($"POST /{path} answered something else than a list of products: {text.ReplaceLineEndings(" ")}", e);
        }
    }

    private static Uri At(int port, string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/{path}"));
}
