using Microsoft.Data.Sqlite;
using Recsys.Contracts.Artifacts;

namespace Recsys.Server.Events;

/// <summary>Opens a store's file; a damaged one is put aside, and what can be read of it goes into a new one.</summary>
internal static class SqliteSalvage
{
    /// <exception cref="ArtifactException">The file cannot be opened or made.</exception>
    public static SqliteFile Open(string path, ILogger log)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return Whole(path, out var damage) ?? Renew(path, damage, log);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException(
                $"{path} cannot be opened as the store of events: {e.Message}. Remedy: let the server write there, or set another "
                    + "RECSYS_EVENT_STORE.",
                e
            );
        }
    }

    /// <summary>null: the file is damaged, as told.</summary>
    private static SqliteFile? Whole(string path, out string damage)
    {
        damage = "";
        SqliteFile? file = null;
        try
        {
            file = SqliteFile.Open(path);
            if (file.Damage() is not { } found) return file;
            damage = found;
        }
        catch (SqliteException e) when (SqliteEventStore.IsDamage(e))
        {
            damage = e.Message;
        }
        file?.Dispose();
        return null;
    }

    private static SqliteFile Renew(string path, string damage, ILogger log)
    {
        var aside = Enumerable.Range(1, int.MaxValue).Select(i => $"{path}.damaged-{i}").First(name => !File.Exists(name));
        foreach (var part in (string[])["", "-wal", "-shm"])
            if (File.Exists(path + part)) File.Move(path + part, aside + part);
        var file = SqliteFile.Open(path);
        var saved = 0L;
        try
        {
            using var damaged = SqliteFile.Open(aside);
            foreach (var (user, events) in damaged.All())
            {
                file.Put(user, events);
                saved++;
            }
        }
        catch (SqliteException)
        {
            // So far it could be read.
        }
        log.LogError(
            "{Path} was damaged ({Damage}): {Users} users' histories were saved into a new store, what else it held is lost; the damaged "
                + "file is kept as {Aside}",
            path,
            damage,
            saved,
            aside
        );
        return file;
    }
}
