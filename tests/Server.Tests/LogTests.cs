using System.Globalization;
using System.Text.Json;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

/// <summary>What the server's process writes to standard output.</summary>
public class LogTests
{
    [Fact]
    public async Task A_log_line_is_one_json_object_and_names_no_user()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are a matter of Linux and macOS");
        using var folder = new TemporaryFolder();
        Fixtures.WriteBundle(folder.Bundle);
        using var server = new ChildServer(folder);
        server.WaitUntilReady();
        using (var client = new HttpClient { BaseAddress = server.Public })
        {
            await client.PostAsync("/recommend", """{"user_id":"private-person","history":["secret-product"]}""");
            await client.PostAsync("/events", """[{"user_id":"private-person","product_id":1,"type":"x","timestamp":1}]""");
            await client.PostAsync(
                "/events",
                """[{"user_id":"private-person","product_id":"secret-product","type":"view","timestamp":1}]"""
            );
        }
        server.Signal(ChildServer.Terminate);
        Assert.Equal(0, await server.ExitCodeAsync());

        var records = server.Log.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.All(records, record =>
        {
            Assert.Equal(
                ["Timestamp", "EventId", "LogLevel", "Category", "Message", "State"],
                record.EnumerateObject().Select(property => property.Name)
            );
            Assert.True(DateTimeOffset.TryParseExact(
                record.GetProperty("Timestamp").GetString(),
                "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out _
            ));
        });
        Assert.Equal("stopped", records[^1].GetProperty("Message").GetString());
        Assert.DoesNotContain(server.Log, line => line.Contains("private-person", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Log, line => line.Contains("secret-product", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_message_is_about_can_be_read_from_its_fields()
    {
        using var folder = new TemporaryFolder();
        Fixtures.WriteBundle(folder.Bundle);
        using var server = new ChildServer(folder);
        server.WaitUntilReady();
        var ready = JsonDocument.Parse(server.Log[^1]).RootElement.GetProperty("State");
        Assert.StartsWith("sha256:", ready.GetProperty("Bundle").GetString(), StringComparison.Ordinal);
        Assert.Equal(Fixtures.Products, ready.GetProperty("Products").GetInt32());
    }
}
