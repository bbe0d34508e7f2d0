using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Recsys.Server.Events;

/// <summary>
/// Histories in a SQLite file, a row a user. Commits are in the write-ahead log on disk before they return (synchronous=FULL), so that
/// neither the end of the process nor that of the machine takes them back. One thread at a time.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA busy_timeout = 5000;
        PRAGMA secure_delete = ON;
        PRAGMA cache_size = -2048;
        PRAGMA journal_size_limit = 16777216;
        CREATE TABLE IF NOT EXISTS histories (user BLOB NOT NULL UNIQUE, events BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS forgotten (user BLOB NOT NULL UNIQUE, at INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS loaded (source TEXT NOT NULL UNIQUE);
        """;

    private readonly SqliteConnection _connection;

    private SqliteFile(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens or makes the file.</summary>
    /// <exception cref="SqliteException">It cannot be opened, or is no such file.</exception>
    public static SqliteFile Open(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var file = new SqliteFile(connection);
            file.Run(Schema);
            return file;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>What is wrong with the file; null: nothing.</summary>
    public string? Damage() => Ask("PRAGMA quick_check(1)") is string and not "ok" and var damage ? damage : null;

    /// <summary>What the file takes on disk, free pages not counted.</summary>
    public long Bytes() => Number("PRAGMA page_size") * (Number("PRAGMA page_count") - Number("PRAGMA freelist_count"));

    public byte[]? Find(string userId) => Ask("SELECT events FROM histories WHERE user = $0", Key(userId)) as byte[];

    public void Put(string userId, byte[] events) =>
        Run("INSERT OR REPLACE INTO histories (user, events) VALUES ($0, $1)", Key(userId), events);

    /// <summary>Every history, as far as they can be read.</summary>
    public IEnumerable<(byte[] User, byte[] Events)> All()
    {
        using var command = Command("SELECT user, events FROM histories", []);
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return ((byte[])reader[0], (byte[])reader[1]);
    }

    public void Put(byte[] user, byte[] events) => Run("INSERT OR REPLACE INTO histories (user, events) VALUES ($0, $1)", user, events);

    /// <summary>
    /// Deletes a user, overwriting what was there, in the log too. What stays is a hash of the id and the time, so that a history file does
    /// not bring the user back.
    /// </summary>
    /// <param name="at">Unix milliseconds.</param>
    public bool Forget(string userId, long at)
    {
        var known = Run("DELETE FROM histories WHERE user = $0", Key(userId)) > 0;
        Run("INSERT OR REPLACE INTO forgotten (user, at) VALUES ($0, $1)", Hash(userId), at);
        return known;
    }

    /// <summary>Moves the log into the file and empties it.</summary>
    public void EmptyLog() => Run("PRAGMA wal_checkpoint(TRUNCATE)");

    /// <summary>When the user was forgotten last, in Unix milliseconds; null: never.</summary>
    public long? ForgottenAt(string userId) => Ask("SELECT at FROM forgotten WHERE user = $0", Hash(userId)) as long?;

    public bool HasLoaded(string source) => Ask("SELECT 1 FROM loaded WHERE source = $0", source) is not null;

    public void Loaded(string source) => Run("INSERT OR IGNORE INTO loaded (source) VALUES ($0)", source);

    /// <summary>Deletes those whose history was written longest ago.</summary>
    /// <param name="part">One in so many of all.</param>
    public long DropOldest(int part) => Run(
        "DELETE FROM histories WHERE rowid IN (SELECT rowid FROM histories ORDER BY rowid LIMIT 1 + (SELECT count(*) FROM histories) / $0)",
        part
    );

    /// <summary>Does all of it, or nothing.</summary>
    public void Together(Action work)
    {
        using var transaction = _connection.BeginTransaction();
        work();
        transaction.Commit();
    }

    public void Dispose() => _connection.Dispose();

    private static byte[] Key(string userId) => Encoding.UTF8.GetBytes(userId);

    private static byte[] Hash(string userId) => SHA256.HashData(Key(userId));

    private long Number(string sql) => Convert.ToInt64(Ask(sql), CultureInfo.InvariantCulture);

    private int Run(string sql, params object[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    private object? Ask(string sql, params object[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar();
    }

    private SqliteCommand Command(string sql, object[] values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${i}"), values[i]);
        return command;
    }
}
