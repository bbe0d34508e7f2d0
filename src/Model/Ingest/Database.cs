using DuckDB.NET.Data;

namespace Recsys.Model.Ingest;

/// <summary>An in-memory DuckDB that spills to a folder of its own and never reaches for the network.</summary>
internal sealed class Database : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");
    private readonly string _spill;

    /// <param name="threads">Speed only: results do not depend on it.</param>
    /// <param name="spill">Folder for what does not fit into memory; removed at the end.</param>
    public Database(int threads, string spill)
    {
        _spill = spill;
        _connection.Open();
        var megabytes = Math.Max(512, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 >> 20);
        Execute(FormattableString.Invariant($"""
            SET autoinstall_known_extensions = false;
            SET autoload_known_extensions = false;
            SET TimeZone = 'UTC';
            SET threads = {threads};
            SET memory_limit = '{megabytes}MiB';
            SET preserve_insertion_order = true;
            SET temp_directory = {Sql.Text(spill)};
            """));
        Execute(Sql.Macros);
    }

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row, 0 where there is none.</summary>
    public long Number(string sql) => Rows(sql).Select(reader => reader.IsDBNull(0) ? 0 : reader.GetInt64(0)).FirstOrDefault();

    /// <summary>The rows as text, null where the value is.</summary>
    public IEnumerable<string?[]> Texts(string sql) => Rows(sql).Select(reader =>
    {
        var row = new string?[reader.FieldCount];
        for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : reader.GetString(i);
        return row;
    });

    /// <summary>Streams the rows; the reader is the same object each time.</summary>
    public IEnumerable<DuckDBDataReader> Rows(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return reader;
    }

    public void Dispose()
    {
        _connection.Dispose();
        if (Directory.Exists(_spill)) Directory.Delete(_spill, recursive: true);
    }
}
