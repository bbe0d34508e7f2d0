using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

/// <summary>The server as it ships, native: which kernel it takes, and that every other one answers the same. It takes minutes to
/// compile: <c>.ci/run</c> names one that lies there already.</summary>
public partial class PublishedKernelTests
{
    private const string Variable = "RECSYS_PUBLISHED_SERVER";

    [Fact]
    public async Task The_published_server_runs_vector_code_and_answers_alike_by_every_kernel()
    {
        var server = Environment.GetEnvironmentVariable(Variable) ?? "";
        Assert.SkipWhen(server.Length == 0, $"{Variable} names no published server, such as .build/server/server after a Deploy");
        using var folder = new TemporaryFolder();
        Fixtures.WriteBundle(folder.Bundle);

        var (taken, expected) = await AskAsync(server, folder, null);
        var kernels = Regex.Match(await RefusalAsync(server, folder), @"\((.*)\)").Groups[1].Value.Split(", ");
        Assert.Equal(kernels[0], taken);
        Assert.Equal("managed-128", kernels[^1]);
        if (Avx2.IsSupported) Assert.Contains("avx2", kernels);
        foreach (var kernel in kernels) Assert.Equal((kernel, expected), await AskAsync(server, folder, kernel));
    }

    // The kernel that the server says it took, and its replies.
    private static async Task<(string Kernel, string Replies)> AskAsync(string server, TemporaryFolder folder, string? kernel)
    {
        using var child = new ChildServer(server, [], folder, ("RECSYS_KERNEL", kernel ?? ""));
        child.WaitUntilReady();
        using var client = new HttpClient { BaseAddress = child.Public };
        var recommended = await client.PostAsync("/recommend",
            """{"user_id": "u", "k": 100, "history": [{"product_id": 1003, "type": "view"}]}""");
        var found = await client.PostAsync("/search", """{"query": "keyboard 17", "k": 100}""");
        var replies = string.Join('\n', new[] { recommended, found }.Select(reply => reply.Json.GetProperty("results").GetRawText()));
        return (Kernel().Match(child.Log.Last(line => line.Contains("ready: ", StringComparison.Ordinal))).Groups[1].Value, replies);
    }

    private static async Task<string> RefusalAsync(string server, TemporaryFolder folder)
    {
        using var child = new ChildServer(server, [], folder, ("RECSYS_KERNEL", "mmx"));
        Assert.Equal(2, await child.ExitCodeAsync());
        return child.Errors;
    }

    [GeneratedRegex("kernel ([a-z0-9-]+)")]
    private static partial Regex Kernel();
}
