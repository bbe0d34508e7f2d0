using System.Net;
using Recsys.Contracts.Artifacts;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

public class ManagementTests(SharedServers servers)
{
    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/startupz")]
    public async Task A_ready_server_passes_every_probe_and_names_its_bundle(string path)
    {
        var reply = await Http.GetAsync(servers.Integers.Management, path);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal("ready", reply.Json.GetProperty("state").GetString());
        var served = (await servers.Integers.Public.PostAsync("/search", """{"query":"a"}""")).Json.GetProperty("bundle").GetString();
        Assert.Equal(served, reply.Json.GetProperty("bundle").GetString());
        Assert.Equal(HttpStatusCode.OK, (await servers.Integers.Management.SendAsync(HttpMethod.Head, path)).Status);
        (await servers.Integers.Management.PostAsync(path, "{}")).AssertProblem(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task The_named_bundle_is_the_hash_of_its_folder()
    {
        using var folder = new TemporaryFolder();
        Fixtures.WriteBundle(folder.Bundle);
        await using var server = await RunningServer.StartAsync(folder);
        var reply = await Http.GetAsync(server.Management, "/readyz");
        Assert.Equal(ContentHash.OfFolder(folder.Bundle), reply.Json.GetProperty("bundle").GetString());
    }

    [Fact]
    public async Task Before_the_bundle_is_open_the_server_lives_and_is_not_ready()
    {
        using var folder = new TemporaryFolder();
        Fixtures.WriteBundle(folder.Bundle);
        await using var server = await RunningServer.StartAsync(folder, load: false);
        var live = await Http.GetAsync(server.Management, "/livez");
        Assert.Equal(HttpStatusCode.OK, live.Status);
        Assert.Equal("""{"state":"starting","bundle":null}""", live.Text);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Http.GetAsync(server.Management, "/readyz")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Http.GetAsync(server.Management, "/startupz")).Status);
        var early = await server.Public.PostAsync("/search", """{"query":"a"}""");
        early.AssertProblem(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(early.Message.Headers.RetryAfter);

        await server.LoadAsync();
        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(server.Management, "/readyz")).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Public.PostAsync("/search", """{"query":"a"}""")).Status);
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/startupz")]
    public async Task The_public_port_knows_no_probes_whatever_the_host_header_says(string path)
    {
        var management = servers.Integers.Management.BaseAddress!.Authority;
        (await Http.GetAsync(servers.Integers.Public, path)).AssertProblem(HttpStatusCode.NotFound);
        (await servers.Integers.Public.SendAsync(HttpMethod.Get, path, host: management)).AssertProblem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/search")]
    [InlineData("/recommend")]
    [InlineData("/events")]
    public async Task The_management_port_answers_no_shop_whatever_the_host_header_says(string path)
    {
        var host = servers.Integers.Public.BaseAddress!.Authority;
        (await servers.Integers.Management.PostAsync(path, "{}")).AssertProblem(HttpStatusCode.NotFound);
        (await servers.Integers.Management.SendAsync(HttpMethod.Post, path, new StringContent("{}"), host)).AssertProblem(
            HttpStatusCode.NotFound
        );
        (await Http.GetAsync(servers.Integers.Management, path)).AssertProblem(HttpStatusCode.NotFound);
    }
}
