using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Recsys.Contracts.Artifacts;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

/// <summary>The built server as a process: what it says and how it ends when it cannot serve.</summary>
public class StartTests
{
    [Theory]
    [InlineData(BundleManifest.ItemsFile)]
    [InlineData(BundleManifest.EncoderFile)]
    [InlineData(Tables.Catalogue)]
    public async Task A_changed_bundle_is_never_served(string file)
    {
        using var folder = new TemporaryFolder();
        Fixtures.WriteBundle(folder.Bundle);
        var path = Path.Combine(folder.Bundle, file);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        await AssertRefusesAsync(folder, 1, path);
    }

    [Fact]
    public async Task Another_bundle_than_the_one_that_was_judged_is_never_served()
    {
        using var folder = new TemporaryFolder();
        Fixtures.WriteBundle(folder.Bundle);
        await AssertRefusesAsync(
            folder,
            1,
            $"expected {ContentHash.OfText("judged")}",
            ("RECSYS_BUNDLE_HASH", ContentHash.OfText("judged"))
        );
        await AssertRefusesAsync(folder, 2, "RECSYS_BUNDLE_HASH", ("RECSYS_BUNDLE_HASH", "latest"));
    }

    [Fact]
    public async Task A_missing_bundle_is_named()
    {
        using var folder = new TemporaryFolder();
        await AssertRefusesAsync(folder, 1, folder.Bundle);
    }

    [Fact]
    public async Task A_malformed_history_is_named_with_its_line()
    {
        using var folder = new TemporaryFolder();
        Fixtures.WriteBundle(folder.Bundle);
        Fixtures.WriteHistory(folder.History, ["u", "1001", "stare", "1"]);
        await AssertRefusesAsync(folder, 1, $"{Path.Combine(folder.History, Tables.History)}, line 2");
    }

    [Fact]
    public async Task A_wrong_variable_is_named()
    {
        using var folder = new TemporaryFolder();
        await AssertRefusesAsync(folder, 2, "RECSYS_PORT", ("RECSYS_PORT", "http"));
    }

    [Theory]
    [InlineData("RECSYS_PORT")]
    [InlineData("RECSYS_MANAGEMENT_PORT")]
    public async Task A_port_in_use_is_named(string variable)
    {
        using var folder = new TemporaryFolder();
        Fixtures.WriteBundle(folder.Bundle);
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await AssertRefusesAsync(folder, 1, variable, (variable, port));
    }

    private static async Task AssertRefusesAsync(TemporaryFolder folder, int code, string named, params (string, string)[] environment)
    {
        using var server = new ChildServer(folder, environment);
        Assert.Equal(code, await server.ExitCodeAsync());
        Assert.StartsWith("server: ", server.Errors, StringComparison.Ordinal);
        Assert.Contains(named, server.Errors, StringComparison.Ordinal);
        Assert.Contains("Remedy: ", server.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', server.Errors);
    }
}
