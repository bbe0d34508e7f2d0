using Recsys.Contracts.Artifacts;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

public class HistoryFileTests
{
    [Fact]
    public async Task Histories_are_loaded_and_counted()
    {
        using var folder = new TemporaryFolder();
        Fixtures.WriteBundle(folder.Bundle);
        Fixtures.WriteHistory(
            folder.History,
            ["a\tb", "1001", "purchase", "5"],
            ["u1", "1001", "view", "1"],
            ["u1", "gone", "view", "2"],
            ["u1", "1002", "purchase", "3"],
            ["u2", "gone", "cart", "4"]
        );
        await using var server = await RunningServer.StartAsync(folder);
        Assert.Contains("histories: 3 users, 5 events, 2 of them of products", server.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("u1", server.Log, StringComparison.Ordinal);
        Assert.False((await server.Public.PostAsync("/recommend", """{"user_id":"u1"}""")).Cold);
        Assert.False((await server.Public.PostAsync("/recommend", """{"user_id":"a\tb"}""")).Cold);
        Assert.True((await server.Public.PostAsync("/recommend", """{"user_id":"u2"}""")).Cold);
    }

    [Fact]
    public async Task Events_come_on_top_of_the_loaded_history()
    {
        using var folder = new TemporaryFolder();
        Fixtures.WriteBundle(folder.Bundle);
        Fixtures.WriteHistory(folder.History, ["u1", "1001", "purchase", "1000"], ["u1", "1002", "purchase", "3000"]);
        await using var server = await RunningServer.StartAsync(folder);
        await server.Public.PostAsync(
            "/events",
            """[{"user_id":"u1","product_id":1003,"type":"purchase","timestamp":"1970-01-01T00:00:02Z"}]"""
        );
        var expected = await server.Public.PostAsync("/recommend", """{"user_id":0,"history":[1001,1003,1002]}""");
        Assert.Equal(expected.Ids, (await server.Public.PostAsync("/recommend", """{"user_id":"u1"}""")).Ids);
    }

    [Fact]
    public async Task Without_a_history_every_user_starts_unknown_and_the_log_says_so()
    {
        using var folder = new TemporaryFolder();
        Fixtures.WriteBundle(folder.Bundle);
        await using var server = await RunningServer.StartAsync(folder);
        Assert.Contains("no histories", server.Log, StringComparison.Ordinal);
        Assert.True((await server.Public.PostAsync("/recommend", """{"user_id":"u1"}""")).Cold);
    }

    [Theory]
    [InlineData("user_id\tproduct_id\ttype\ttimestamp\nu1\t1001\tview\t1\nu1\t1002\tglance\t2\n", "line 3")]
    [InlineData("user_id\tproduct_id\ttype\ttimestamp\nu1\t1001\tview\tnoon\n", "line 2")]
    [InlineData("user_id\tproduct_id\ttype\ttimestamp\n\t1001\tview\t1\n", "line 2")]
    [InlineData("user_id\tproduct_id\ttype\ttimestamp\nu1\t1001\tview\n", "line 2")]
    [InlineData("user\tproduct\n", "line 1")]
    [InlineData("", "line 1")]
    public async Task A_malformed_history_names_the_file_and_the_line(string content, string line)
    {
        using var folder = new TemporaryFolder();
        Fixtures.WriteBundle(folder.Bundle);
        Directory.CreateDirectory(folder.History);
        var path = Path.Combine(folder.History, Tables.History);
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        await using var server = await RunningServer.StartAsync(folder, load: false);
        var error = await Assert.ThrowsAsync<ArtifactException>(server.LoadAsync);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(line, error.Message, StringComparison.Ordinal);
    }
}
