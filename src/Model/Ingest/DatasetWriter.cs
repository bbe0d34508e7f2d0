using System.Globalization;
using DuckDB.NET.Data;
using Recsys.Contracts.Artifacts;

namespace Recsys.Model.Ingest;

/// <summary>Writes the tables of <c>dataset/</c> and <c>history/</c> in the formats of docs/artifacts.md.</summary>
internal sealed class DatasetWriter(Database database)
{
    public void Products(string path) => Tsv.Write(path, Tables.ProductColumns, database
        .Rows("SELECT product_id, title, category, price, description FROM products ORDER BY product")
        .Select(row => new[] { Text(row, 0), Text(row, 1), Text(row, 2), Price(row, 3), Text(row, 4) }));

    public void Events(string path) => Tsv.Write(path, Tables.EventColumns, database
        .Rows("SELECT user_id, product, type, ts, quantity, part FROM events ORDER BY user_id, ts, row")
        .Select(row => new[] { Text(row, 0), Number(row, 1), Text(row, 2), Number(row, 3), Number(row, 4), Text(row, 5) }));

    /// <summary>Where each user was when last heard of before the test split: what is measured there must not shape its own
    /// slices.</summary>
    public void Users(string path, RawTable table) =>
        Tsv.Write(
            path,
            Tables.UserColumns,
            database
                .Rows(
                    $"SELECT e.user_id, arg_max(s.country, (e.ts, e.row)) FROM events e JOIN {table.Staged} s USING (row) WHERE s.country "
                        + $"IS NOT NULL AND e.part <> '{Tables.TestPart}' GROUP BY e.user_id ORDER BY e.user_id"
                )
                .Select(row => new[] { Text(row, 0), Text(row, 1) })
        );

    /// <summary>In the order of time, then of the shop's table.</summary>
    public void Searches(string path, RawTable? table, SplitTimes times) =>
        Tsv.Write(
            path,
            Tables.SearchColumns,
            table is null
                ? []
                : database
                    .Rows(
                        $"SELECT s.query, s.user_id, p.product, s.ts, {times.SplitOf("s.ts")} FROM {table.Staged} s LEFT JOIN products p "
                            + $"USING (product_id) WHERE s.fate = '{Reason.Kept}' ORDER BY s.ts, s.row"
                    )
                    .Select(row => new[] { Text(row, 0), Text(row, 1), Number(row, 2), Number(row, 3), Text(row, 4) })
        );

    /// <summary>The newest events of each user, of all parts.</summary>
    public void History(string path, int length) => Tsv.Write(path, Tables.HistoryColumns, database
        .Rows(FormattableString.Invariant($"""
            SELECT user_id, product_id, type, ts FROM
                (SELECT *, row_number() OVER (PARTITION BY user_id ORDER BY ts DESC, row DESC) AS age FROM events)
            WHERE age <= {length} ORDER BY user_id, ts, row
            """))
        .Select(row => new[] { Text(row, 0), Text(row, 1), Text(row, 2), Number(row, 3) }));

    private static string Text(DuckDBDataReader row, int column) => row.IsDBNull(column) ? "" : row.GetString(column);

    private static string Number(DuckDBDataReader row, int column) =>
        row.IsDBNull(column) ? "" : row.GetInt64(column).ToString(CultureInfo.InvariantCulture);

    private static string Price(DuckDBDataReader row, int column) =>
        row.IsDBNull(column) ? "" : row.GetDecimal(column).ToString("0.####", CultureInfo.InvariantCulture);
}
