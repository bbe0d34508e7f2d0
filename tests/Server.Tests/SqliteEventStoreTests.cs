using System.Text;
using Microsoft.Data.Sqlite;
using Recsys.Contracts.Artifacts;
using Recsys.Server.Events;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

/// <summary>What a store that outlives the server keeps, and what it does when its file does not work.</summary>
public sealed class SqliteEventStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogRecorder _log = new();

    private string FilePath => Path.Combine(_folder.Path, "state", "events.db");

    [Fact]
    public async Task What_was_acknowledged_is_there_after_the_server()
    {
        await using (var store = Open())
        {
            await store.AppendAsync([Event("u", "a", 3), Event("v", "b", 1), Event("u", "\0é键", 2)], default);
            Assert.Equal(["\0é键", "a"], await ReadAsync(store, "u"));
        }
        await using var again = Open();
        Assert.Equal(["\0é键", "a"], await ReadAsync(again, "u"));
        Assert.Equal(["b"], await ReadAsync(again, "v"));
        Assert.Empty(await ReadAsync(again, "w"));
        Assert.True(again.State is { Healthy: true, DiskBytes: > 0 });
    }

    [Fact]
    public async Task Little_memory_only_means_that_the_file_is_read()
    {
        await using var store = Open(bytes: 2000);
        for (var user = 0; user < 200; user++) await store.AppendAsync([Event($"{user}", $"p{user}", user)], default);
        Assert.InRange(store.State.Bytes, 0, 2000);
        for (var user = 0; user < 200; user++) Assert.Equal([$"p{user}"], await ReadAsync(store, $"{user}"));
        await store.AppendAsync([Event("7", "late", 1000)], default);
        Assert.Equal(["p7", "late"], await ReadAsync(store, "7"));
    }

    [Fact]
    public async Task Writers_beside_each_other_lose_nothing_and_readers_see_what_was_acknowledged()
    {
        await using var store = Open(bytes: 3000);
        await Parallel.ForEachAsync(Enumerable.Range(0, 16), async (writer, cancel) =>
        {
            for (var i = 0; i < 20; i++)
            {
                await store.AppendAsync([Event($"{i % 5}", $"{writer}-{i}", i)], cancel);
                Assert.Contains($"{writer}-{i}", await ReadAsync(store, $"{i % 5}"));
            }
        });
        for (var user = 0; user < 5; user++) Assert.Equal(64, (await ReadAsync(store, $"{user}")).Length);
    }

    [Fact]
    public async Task A_history_file_counts_once_however_often_it_is_given()
    {
        ProductEvent[] history = [Event("u", "a", 1).Event, Event("u", "a", 1).Event, Event("u", "b", 2).Event];
        await using var store = Open();
        await store.AppendAsync([Event("u", "live", 3)], default);
        for (var i = 0; i < 3; i++)
        {
            await store.LoadAsync("u", history, default);
            await store.LoadedAsync($"sha256:{i}", default);
        }
        Assert.Equal(["a", "a", "b", "live"], await ReadAsync(store, "u"));
        Assert.True(await store.HasLoadedAsync("sha256:1", default));
        Assert.False(await store.HasLoadedAsync("sha256:other", default));
    }

    [Fact]
    public async Task Who_was_forgotten_stays_forgotten_in_every_byte()
    {
        await using (var store = Open())
        {
            await store.AppendAsync([Event("private-person", "secret-product", 1), Event("other", "x", 1)], default);
            Assert.True(await store.ForgetAsync("private-person", default));
            Assert.False(await store.ForgetAsync("private-person", default));
            await store.LoadAsync("private-person", [Event("", "secret-product", 1).Event], default);
            Assert.Empty(await ReadAsync(store, "private-person"));
        }
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(FilePath)!))
        {
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            Assert.DoesNotContain("private-person", text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret-product", text, StringComparison.Ordinal);
        }
        await using var again = Open();
        await again.LoadAsync("private-person", [Event("", "secret-product", 1).Event], default);
        await again.AppendAsync([Event("private-person", "new life", 2)], default);
        Assert.Equal(["new life"], await ReadAsync(again, "private-person"));
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_put_aside_and_said()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        await File.WriteAllTextAsync(FilePath, new string('x', 5000), TestContext.Current.CancellationToken);
        await using var store = Open();
        await store.AppendAsync([Event("u", "a", 1)], default);
        Assert.Equal(["a"], await ReadAsync(store, "u"));
        Assert.Contains("was damaged", _log.Text, StringComparison.Ordinal);
        Assert.True(File.Exists(FilePath + ".damaged-1"));
    }

    [Fact]
    public async Task Of_a_damaged_store_what_can_be_read_is_saved()
    {
        await using (var store = Open())
        {
            for (var user = 0; user < 400; user++)
                await store.AppendAsync([.. Enumerable.Range(0, 20).Select(i => Event($"user {user}", $"product {i}", i))], default);
        }
        await using (var file = File.OpenWrite(FilePath))
        {
            file.Position = file.Length / 2 / 4096 * 4096;
            file.Write(Encoding.ASCII.GetBytes(new string('x', 3 * 4096)));
        }
        await using var again = Open();
        Assert.Contains("users' histories were saved", _log.Text, StringComparison.Ordinal);
        var saved = 0;
        for (var user = 0; user < 400; user++) saved += (await ReadAsync(again, $"user {user}")).Length == 20 ? 1 : 0;
        Assert.InRange(saved, 50, 399);
    }

    [Fact]
    public async Task A_store_that_fails_acknowledges_nothing_answers_on_and_recovers()
    {
        await using var store = Open();
        await store.AppendAsync([Event("u", "a", 1)], default);
        Change("ALTER TABLE histories RENAME TO elsewhere");
        await Assert.ThrowsAsync<EventStoreException>(async () => await store.AppendAsync([Event("u", "b", 2)], default));
        Assert.False(store.State.Healthy);
        Assert.Equal(["a"], await ReadAsync(store, "u"));
        Assert.Empty(await ReadAsync(store, "unknown"));
        Change("ALTER TABLE elsewhere RENAME TO histories");
        await store.AppendAsync([Event("u", "b", 2)], default);
        Assert.True(store.State.Healthy);
        Assert.Equal(["a", "b"], await ReadAsync(store, "u"));
        Assert.Contains("works again", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_has_a_bound_and_who_was_written_last_stays()
    {
        await using var store = SqliteEventStore.Open(FilePath, Settings(1000), diskBytes: 200_000);
        for (var user = 0; user < 1500; user++)
            await store.AppendAsync([.. Enumerable.Range(0, 20).Select(i => Event($"user {user}", $"product {i}", i))], default);
        Assert.InRange(store.State.DiskBytes, 100_000, 260_000);
        Assert.Empty(await ReadAsync(store, "user 0"));
        Assert.Equal(20, (await ReadAsync(store, "user 1499")).Length);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named_with_its_remedy()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "state"), "a file");
        var error = Assert.Throws<ArtifactException>(() => Open());
        Assert.Contains(FilePath, error.Message, StringComparison.Ordinal);
        Assert.Contains("Remedy: ", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static UserEvent Event(string user, string product, long time) => new(user, new ProductEvent(product, EventType.View, time));

    private static async Task<string[]> ReadAsync(SqliteEventStore store, string user) =>
        [.. (await store.HistoryAsync(user, default)).Select(item => item.ProductId)];

    private SqliteEventStore Open(long bytes = EventStoreSettings.DefaultBytes) => SqliteEventStore.Open(FilePath, Settings(bytes));

    private EventStoreSettings Settings(long bytes) => new(bytes, _log.CreateLogger(""), TimeProvider.System, item => item);

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
