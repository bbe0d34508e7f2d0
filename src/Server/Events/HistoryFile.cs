using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Catalogues;
using Recsys.Engine.Histories;

namespace Recsys.Server.Events;

/// <summary>Reads <c>history/history.tsv</c> into the event store.</summary>
internal static class HistoryFile
{
    /// <summary>Loads the histories; without the file there are none, and the server says so.</summary>
    /// <param name="folder">The artefact folder <c>history/</c>.</param>
    /// <exception cref="ArtifactException">Malformed; names the file and the line.</exception>
    public static void Load(string folder, Catalogue catalogue, InMemoryEventStore store, ILogger log)
    {
        var path = Path.Combine(folder, Tables.History);
        if (!File.Exists(path))
        {
            log.LogInformation("no histories: {Path} is absent, every user starts unknown", path);
            return;
        }
        var (events, unknown) = (0L, 0L);
        var user = new List<UserEvent>();
        foreach (var item in Read(path, catalogue))
        {
            if (item is not { } known)
            {
                unknown++;
                continue;
            }
            // The file is sorted by user: one user's events arrive together.
            if (user.Count > 0 && !string.Equals(user[0].UserId, known.UserId, StringComparison.Ordinal)) Flush();
            user.Add(known);
            events++;
        }
        if (user.Count > 0)
            Flush();
        log.LogInformation(
            "histories: {Users} users, {Events} events; {Unknown} events of products that the bundle does not know",
            store.Users,
            events,
            unknown
        );

        void Flush()
        {
            store.Load(user[0].UserId, user);
            user.Clear();
        }
    }

    /// <summary>null for an event of an unknown product.</summary>
    private static IEnumerable<UserEvent?> Read(string path, Catalogue catalogue)
    {
        var line = 1;
        foreach (var row in Tsv.Read(path, Tables.HistoryColumns))
        {
            line++;
            if (row[0].Length == 0) throw Unusable(path, line, "user_id", row[0]);
            if (!EventTypes.TryParse(row[2], out var type)) throw Unusable(path, line, "type", row[2]);
            if (!long.TryParse(row[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var timestamp))
                throw Unusable(path, line, "timestamp", row[3]);
            yield return catalogue.TryFind(row[1], out var product)
                ? new UserEvent(row[0], new HistoryItem(product, type, timestamp))
                : null;
        }
    }

    private static ArtifactException Unusable(string path, int line, string column, string value) =>
        new($"{path}, line {line}: unusable {column} '{value}'. Remedy: run Ingest again.");
}
