using DuckDB.NET.Data;

namespace Recsys.Model.Ingest;

/// <summary>Reads a table's files into a <see cref="RawTable"/>. Everything is read as text: guessed types lose digits and zeros.</summary>
internal sealed class TableLoader(Database database)
{
    /// <exception cref="DataException">A file is missing, empty, in another encoding or cannot be read.</exception>
    public RawTable Load(TableFiles files)
    {
        try
        {
            var table = files.Format switch
            {
                "jsonl" => LoadJson(files),
                "parquet" => LoadParquet(files),
                _ => LoadDelimited(files),
            };
            if (
                database.Number($"SELECT count(*) FROM {table.Relation}") + database.Number($"SELECT count(*) FROM {table.Unreadable}")
                == 0
            )
                throw new DataException($"{files.Display} has no rows. Remedy: export the table again.");
            return table;
        }
        catch (DuckDBException e)
        {
            throw new DataException(
                $"{files.Display} cannot be read as {files.Format}: {FirstLine(e)} Remedy: check the file, and {files.Setting}.format "
                    + $"in the settings.",
                e
            );
        }
    }

    private RawTable LoadDelimited(TableFiles files)
    {
        RawTable? table = null;
        foreach (var path in files.Paths)
        {
            var header = DelimitedHeader.Read(path, files.Format);
            table = Same(table, files, path, header.Columns);
            Append(table, path, header.Delimiter.ToString(), "'\"'", header.Columns, header: true);
        }
        return table!;
    }

    private RawTable LoadParquet(TableFiles files)
    {
        RawTable? table = null;
        foreach (var path in files.Paths)
        {
            var columns = database
                .Rows($"DESCRIBE SELECT * FROM read_parquet({Sql.File(path)})")
                .Select(reader => reader.GetString(0))
                .ToArray();
            table = Same(table, files, path, columns);
            database.Execute(
                $"INSERT INTO {table.Relation} SELECT {RowsOf(table)} + row_number() OVER (), "
                    + $"{string.Join(", ", columns.Select(c => $"CAST({Sql.Name(c)} AS VARCHAR)"))} FROM read_parquet({Sql.File(path)})"
            );
        }
        return table!;
    }

    /// <summary>One JSON object a line; the columns are the union of the keys in the order of their first appearance.</summary>
    private RawTable LoadJson(TableFiles files)
    {
        var lines = Create(new RawTable(files.Table + "_lines", files.Display, ["line"]));
        foreach (var path in files.Paths)
            Append(lines, path, "", "''", lines.Columns, header: false);
        var good =
            $"(SELECT {Sql.Row}, line FROM {lines.Relation} WHERE CASE WHEN json_valid(line) THEN json_type(line) = 'OBJECT' ELSE "
                + $"false END)";
        var keys = database
            .Texts(
                $"""
                SELECT key FROM
                    (SELECT {Sql.Row} AS row, unnest(json_keys(line)) AS key, generate_subscripts(json_keys(line), 1) AS place FROM {good})
                GROUP BY key ORDER BY min((row, place))
                """
            )
            .Select(row => row[0]!)
            .ToArray();
        var table = Create(new RawTable(files.Table, files.Display, keys.Length == 0 ? ["line"] : Unique(files.Display, keys)));
        var values = keys.Select(key =>
            $"json_extract_string(line, "
                + $"{Sql.Text("/" + key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal))})"
        );
        if (keys.Length > 0)
            database.Execute($"INSERT INTO {table.Relation} SELECT {Sql.Row}, {string.Join(", ", values)} FROM {good} ORDER BY ALL");
        database.Execute(
            $"""
            INSERT INTO {table.Unreadable} SELECT * FROM {lines.Unreadable};
            INSERT INTO {table.Unreadable} SELECT {Sql.Row}, line FROM {lines.Relation}
                WHERE line IS NOT NULL AND {Sql.Row} NOT IN (SELECT {Sql.Row} FROM {good});
            DROP TABLE {lines.Relation};
            """);
        return table;
    }

    /// <summary>Reads one delimited file; rows with too many or too few columns go to the unreadable ones.</summary>
    private void Append(RawTable table, string path, string delimiter, string quote, IReadOnlyList<string> columns, bool header)
    {
        var before = RowsOf(table);
        var types = string.Join(", ", columns.Select(column => $"{Sql.Text(column)}: 'VARCHAR'"));
        database.Execute($"""
            DROP TABLE IF EXISTS faults; DROP TABLE IF EXISTS fault_scans;
            INSERT INTO {table.Relation} SELECT {before} + row_number() OVER (), * FROM read_csv({Sql.File(path)},
                auto_detect = false, header = {header}, delim = {Sql.Text(delimiter)}, quote = {quote}, escape = {quote},
                columns = {"{"}{types}{"}"}, store_rejects = true, rejects_table = 'faults', rejects_scan = 'fault_scans');
            """
        );
        var encoding = database.Number("SELECT min(line) FROM faults WHERE error_type = 'INVALID ENCODING'");
        if (encoding > 0) throw DelimitedHeader.NotUtf8(path, encoding);
        if (database.Number("SELECT count(*) FROM faults") == 0) return;
        // Rows are numbered without the faulty ones so far. The j-th faulty row d stands before every readable row above d - j.
        var first = header ? 1 : 0;
        database.Execute($"""
            CREATE OR REPLACE TEMP TABLE gaps AS SELECT row, row - j AS readable, j, content FROM
                (SELECT line - {first} AS row, row_number() OVER (ORDER BY line) AS j, content FROM
                    (SELECT line, any_value(trim(csv_line, E'\r\n')) AS content FROM faults GROUP BY line));
            UPDATE {table.Relation} AS t SET {Sql.Row} = t.{Sql.Row} + shifted.j FROM
                (SELECT r.{Sql.Row} AS old, g.j FROM {table.Relation} r
                    ASOF JOIN (SELECT readable, max(j) AS j FROM gaps GROUP BY readable) g ON r.{Sql.Row} - {before} > g.readable
                    WHERE r.{Sql.Row} > {before}) AS shifted
                WHERE t.{Sql.Row} = shifted.old;
            INSERT INTO {table.Unreadable} SELECT {before} + row, content FROM gaps;
            DROP TABLE gaps;
            """);
    }

    private long RowsOf(RawTable table) =>
        database.Number(
            $"SELECT greatest(coalesce((SELECT max({Sql.Row}) FROM {table.Relation}), 0), coalesce((SELECT max(row) FROM "
                + $"{table.Unreadable}), 0))"
        );

    private RawTable Same(RawTable? table, TableFiles files, string path, string[] columns)
    {
        if (table is null) return Create(new RawTable(files.Table, files.Display, columns));
        return table.Columns.SequenceEqual(columns, StringComparer.Ordinal)
            ? table
            : throw new DataException(
                $"{path} has the columns {string.Join(", ", columns)}; {files.Paths[0]} has {string.Join(", ", table.Columns)}. Remedy: "
                    + $"give all files of {files.Setting}.path the same header."
            );
    }

    private RawTable Create(RawTable table)
    {
        database.Execute(
            $"""
            CREATE TABLE {table.Relation} ({Sql.Row} BIGINT, {string.Join(
                ", ",
                table.Columns.Select(column => $"{Sql.Name(column)} VARCHAR")
            )});
            CREATE TABLE {table.Unreadable} (row BIGINT, content VARCHAR);
            """);
        return table;
    }

    private static string[] Unique(string display, string[] keys) =>
        keys.GroupBy(key => key, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new DataException($"{display}: the keys {string.Join(" and ", twice)} differ in case only. Remedy: rename one.")
            : keys;

    /// <summary>DuckDB's message without the quoted statement.</summary>
    public static string FirstLine(DuckDBException e) =>
        string.Join(
            ' ',
            e.Message.Split('\n')
                .TakeWhile(line => !line.StartsWith("LINE ", StringComparison.Ordinal))
                .Select(line => line.Trim())
                .Where(line => line.Length > 0)
        );
}
