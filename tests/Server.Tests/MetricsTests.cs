using System.Net;
using System.Text.RegularExpressions;
using Recsys.Server.Api.Metrics;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

public partial class MetricsTests
{
    [Fact]
    public async Task Requests_bundle_and_store_are_told_in_figures()
    {
        using var folder = new TemporaryFolder();
        Fixtures.WriteBundle(folder.Bundle);
        await using var server = await RunningServer.StartAsync(folder);
        for (var i = 0; i < 3; i++) await server.Public.PostAsync("/search", """{"query":"keyboard"}""");
        await server.Public.PostAsync("/search", "{}");
        await server.Public.PostAsync("/nothing", "{}");
        await server.Public.PostAsync("/events", """[{"user_id":"private-person","product_id":1001,"type":"view","timestamp":1}]""");

        var reply = await Http.GetAsync(server.Management, "/metrics");
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (reply.Status, reply.MediaType));
        var text = reply.Text;
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(Line(), line));
        const string duration = "recsys_request_duration_seconds";
        Assert.Contains($"{duration}_count{{route=\"/search\",status=\"200\"}} 3\n", text, StringComparison.Ordinal);
        Assert.Contains($"{duration}_bucket{{route=\"/search\",status=\"200\",le=\"+Inf\"}} 3\n", text, StringComparison.Ordinal);
        Assert.Contains($"{duration}_count{{route=\"/search\",status=\"400\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains($"{duration}_count{{route=\"none\",status=\"404\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("recsys_ready 1\n", text, StringComparison.Ordinal);
        Assert.Contains("recsys_store_users 1\n", text, StringComparison.Ordinal);
        Assert.Contains("recsys_store_healthy 1\n", text, StringComparison.Ordinal);
        Assert.Contains("recsys_requests_shed_total 0\n", text, StringComparison.Ordinal);
        var bundle = (await Http.GetAsync(server.Management, "/readyz")).Json.GetProperty("bundle").GetString();
        Assert.Contains($"recsys_bundle_info{{bundle=\"{bundle}\"}} 1\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("private-person", text, StringComparison.Ordinal);
        (await Http.GetAsync(server.Public, "/metrics")).AssertProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_server_that_starts_says_so()
    {
        using var folder = new TemporaryFolder();
        Fixtures.WriteBundle(folder.Bundle);
        await using var server = await RunningServer.StartAsync(folder, load: false);
        var text = (await Http.GetAsync(server.Management, "/metrics")).Text;
        Assert.Contains("recsys_ready 0\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("recsys_bundle_info", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Buckets_add_up()
    {
        var latencies = new Latencies();
        foreach (var milliseconds in (double[])[0.1, 0.5, 3, 99_999]) latencies.Add(TimeSpan.FromMilliseconds(milliseconds));
        var text = new PrometheusText();
        latencies.Write(text, "x", ("a", "b\\ \"c\"\nd"));
        var lines = text.ToString().Split('\n');
        Assert.Equal("x_bucket{a=\"b\\\\ \\\"c\\\"\\nd\",le=\"0.0005\"} 2", lines[0]);
        Assert.EndsWith("le=\"0.0025\"} 2", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("le=\"0.005\"} 3", lines[3], StringComparison.Ordinal);
        Assert.EndsWith("le=\"10\"} 3", lines[Latencies.Bounds.Length - 1], StringComparison.Ordinal);
        Assert.EndsWith("le=\"+Inf\"} 4", lines[Latencies.Bounds.Length], StringComparison.Ordinal);
        Assert.EndsWith(" 4", lines[Latencies.Bounds.Length + 2], StringComparison.Ordinal);
    }

    [GeneratedRegex("^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{([a-z]+=\"[^\"]*\",?)+\\})? [0-9.eE+-]+)$")]
    private static partial Regex Line();
}
