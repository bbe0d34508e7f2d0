using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Catalogues;

namespace Recsys.Server.Events;

/// <summary>Reads <c>history/history.tsv</c> into the event store.</summary>
internal static class HistoryFile
{
    /// <summary>Loads the histories; without the file there are none, and the server says so.</summary>
    /// <param name="folder">The artefact folder <c>history/</c>.</param>
    /// <param name="catalogue">Of the bundle that serves now; events of other products are kept for the next one.</param>
    /// <exception cref="ArtifactException">Malformed; names the file and the line.</exception>
    public static async Task LoadAsync(string folder, Catalogue catalogue, IEventStore store, ILogger log, CancellationToken cancel)
    {
        var path = Path.Combine(folder, Tables.History);
        if (!File.Exists(path))
        {
            log.LogInformation("no histories: {Path} is absent, every user starts unknown", path);
            return;
        }
        var source = ContentHash.OfFile(path);
        if (await store.HasLoadedAsync(source, cancel))
        {
            log.LogInformation("histories: the store has those of {Path}", path);
            return;
        }
        var (users, events, unknown) = (0L, 0L, 0L);
        foreach (var (userId, history) in ByUser(Read(path)))
        {
            for (var i = 0; i < history.Length; i++)
            {
                if (!catalogue.TryShare(ref history[i])) unknown++;
            }
            await store.LoadAsync(userId, history, cancel);
            users++;
            events += history.Length;
        }
        await store.LoadedAsync(source, cancel);
        if (store.State is { Evicted: > 0, DiskBytes: 0 } full)
        {
            log.LogWarning(
                "histories: {Evicted} users did not fit into {Megabytes} MiB. Remedy: raise RECSYS_EVENT_MEMORY_MIB, or keep events in "
                    + "a file (RECSYS_STATE).",
                full.Evicted,
                full.Limit / 1024 / 1024
            );
        }
        log.LogInformation(
            "histories: {Users} users, {Events} events, {Unknown} of them of products that the bundle does not know yet",
            users,
            events,
            unknown
        );
    }

    /// <summary>The file is sorted by user: one user's events stand together.</summary>
    private static IEnumerable<(string UserId, ProductEvent[] Events)> ByUser(IEnumerable<UserEvent> rows)
    {
        var (userId, events) = ("", new List<ProductEvent>());
        foreach (var (user, item) in rows)
        {
            if (events.Count > 0 && !string.Equals(user, userId, StringComparison.Ordinal))
            {
                yield return (userId, [.. events]);
                events.Clear();
            }
            userId = user;
            events.Add(item);
        }
        if (events.Count > 0) yield return (userId, [.. events]);
    }

    private static IEnumerable<UserEvent> Read(string path)
    {
        var line = 1;
        foreach (var row in Tsv.Read(path, Tables.HistoryColumns))
        {
            line++;
            if (row[0].Length == 0) throw Unusable(path, line, "user_id", row[0]);
            if (!EventTypes.TryParse(row[2], out var type)) throw Unusable(path, line, "type", row[2]);
            if (!long.TryParse(row[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var timestamp))
                throw Unusable(path, line, "timestamp", row[3]);
            yield return new UserEvent(row[0], new ProductEvent(row[1], type, timestamp));
        }
    }

    private static ArtifactException Unusable(string path, int line, string column, string value) =>
        new($"{path}, line {line}: unusable {column} '{value}'. Remedy: run Ingest again.");
}
