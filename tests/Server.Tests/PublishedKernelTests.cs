using System.Diagnostics;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using Recsys.Server.Tests.Support;
using Recsys.Testing;

namespace Recsys.Server.Tests;

/// <summary>The server as it ships, native: which kernel it takes, and that every other one answers the same.</summary>
public partial class PublishedKernelTests
{
    [Fact]
    public async Task The_published_server_runs_vector_code_and_answers_alike_by_every_kernel()
    {
        Assert.SkipUnless(Exists("clang") || Exists("gcc"), "neither clang nor gcc is on the path: no native server");
        var server = Publish();
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

    // Into a folder of its own, so that no other build is disturbed and the next run finds most of it done.
    private static string Publish()
    {
        var output = Repository.At(".build", "published-for-tests");
        string[] arguments =
        [
            "publish", Repository.At("src", "Server", "Server.csproj"), "-c", "Release", "--nologo", "-v", "q", "-o",
            Path.Combine(output, "server"), $"-p:ArtifactsPath={output}", "-p:RunAnalyzers=false",
        ];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var said = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        Assert.True(publish.ExitCode == 0, said);
        return Path.Combine(output, "server", "server");
    }

    private static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    [GeneratedRegex("kernel ([a-z0-9-]+)")]
    private static partial Regex Kernel();
}
