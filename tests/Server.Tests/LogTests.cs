using System.Text.Json;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

public class LogTests
{
    [Fact]
    public async Task A_log_line_is_one_json_object_and_names_no_user()
    {
        using var folder = new TemporaryFolder();
        Fixtures.WriteBundle(folder.Bundle);
        string log;
        await using (var server = await RunningServer.StartAsync(folder))
        {
            await server.Public.PostAsync("/recommend", """{"user_id":"private-person","history":["secret-product"]}""");
            await server.Public.PostAsync("/events", """[{"user_id":"private-person","product_id":1,"type":"x","timestamp":1}]""");
            log = server.Log;
        }
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(
            lines,
            line =>
                Assert.Equal(
                    ["time", "level", "logger", "message"],
                    JsonDocument.Parse(line).RootElement.EnumerateObject().Select(p => p.Name)
                )
        );
        Assert.Contains(lines, line => line.Contains("ready: bundle sha256:", StringComparison.Ordinal));
        Assert.DoesNotContain("private-person", log, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-product", log, StringComparison.Ordinal);
    }
}
