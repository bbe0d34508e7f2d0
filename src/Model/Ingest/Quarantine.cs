using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;

namespace Recsys.Model.Ingest;

/// <summary>Counts what became of each table's rows and writes the rejected ones.</summary>
internal sealed class Quarantine(Database database, IReadOnlyList<RawTable> tables)
{
    private const string NotRejected = $"('{Reason.Kept}', '{Reason.Anonymous}', '{Reason.LeftOut}')";

    /// <summary>One report a table.</summary>
    public SortedDictionary<string, TableReport> Reports() =>
        new(tables.ToDictionary(table => table.Name, Report), StringComparer.Ordinal);

    /// <exception cref="DataException">A table has too many rejected rows; they are in <paramref name="failed"/> then.</exception>
    public void Check(IReadOnlyDictionary<string, TableReport> reports, double allowed, string failed)
    {
        var bad = tables.Where(table => RejectedShare(reports[table.Name]) > allowed).ToArray();
        if (bad.Length == 0)
        {
            if (File.Exists(failed)) File.Delete(failed);
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(failed)!);
        var temporary = failed + ".tmp";
        Write(temporary);
        File.Move(temporary, failed, overwrite: true);
        throw new DataException(
            string.Join(" ", bad.Select(table => Describe(table, reports[table.Name], allowed)))
                + $" The rows are in {failed}. Remedy: mend the table or the mapping of its columns; raise data.max_rejected_share only "
                + $"when the rows may be lost."
        );
    }

    /// <summary>Writes <see cref="Tables.Rejected"/>, ordered by table and row; the content is the row as comma-separated text.</summary>
    public void Write(string path) =>
        Tsv.Write(path, Tables.RejectedColumns, tables.OrderBy(table => table.Name, StringComparer.Ordinal).SelectMany(Rows));

    /// <summary>Rejected rows over all that were neither left out nor without user.</summary>
    private static double RejectedShare(TableReport report)
    {
        var judged = report.Read - report.LeftOut - report.Anonymous;
        return judged == 0 ? 0 : (double)report.Rejected.Values.Sum() / judged;
    }

    private static string Describe(RawTable table, TableReport report, double allowed) =>
        string.Create(
                    CultureInfo.InvariantCulture,
                    $"{table.Display}: {report.Rejected.Values.Sum():N0} of {report.Read - report.LeftOut - report.Anonymous:N0} rows "
                + $"({RejectedShare(report):P2}) are rejected, data.max_rejected_share allows {allowed:P2}: "
        )
        + string.Join(
            ", ",
            report
                .Rejected.OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value:N0}"))
        )
        + ".";

    private TableReport Report(RawTable table)
    {
        var fates = database.Texts($"SELECT fate, CAST(count(*) AS VARCHAR) FROM {table.Staged} GROUP BY fate")
            .ToDictionary(row => row[0]!, row => long.Parse(row[1]!, System.Globalization.CultureInfo.InvariantCulture));
        var unreadable = database.Number($"SELECT count(*) FROM {table.Unreadable}");
        var rejected = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (fate, count) in fates)
            if (fate is not (Reason.Kept or Reason.Anonymous or Reason.LeftOut)) rejected[fate] = count;
        if (unreadable > 0) rejected[Reason.UnreadableRow] = unreadable;
        var kept = fates.GetValueOrDefault(Reason.Kept);
        return new TableReport
        {
            Read = database.Number($"SELECT count(*) FROM {table.Relation}") + unreadable,
            Kept = kept,
            Anonymous = fates.GetValueOrDefault(Reason.Anonymous),
            LeftOut = fates.GetValueOrDefault(Reason.LeftOut),
            Repeated = kept - Distinct(table),
            Rejected = rejected,
        };
    }

    // Products repeat when their id does (with other content they are rejected); other rows when the whole row does.
    private long Distinct(RawTable table) =>
        database.Number(
            table.Name.StartsWith(TableTargets.OfProducts, StringComparison.Ordinal)
                ? $"SELECT count(DISTINCT product_id) FROM {table.Staged} WHERE fate = '{Reason.Kept}'"
                : $"SELECT count(*) FROM (SELECT DISTINCT {table.ColumnList} FROM {table.Relation} WHERE {Sql.Row} IN (SELECT row FROM "
                    + $"{table.Staged} WHERE fate = '{Reason.Kept}'))"
        );

    private IEnumerable<string[]> Rows(RawTable table) =>
        database
            .Texts(
                $"""
                SELECT CAST(row AS VARCHAR), fate, content FROM (
                    SELECT row, fate, concat_ws(',', {string.Join(
                    ", ",
                    table.Columns.Select(column => $"csv_field(r.{Sql.Name(column)})")
                )}) AS content
                    FROM {table.Staged} JOIN {table.Relation} r ON row = r.{Sql.Row} WHERE fate NOT IN {NotRejected}
                    UNION ALL SELECT row, '{Reason.UnreadableRow}', content FROM {table.Unreadable})
                ORDER BY row
                """
            )
            .Select(row => new[] { table.Name, row[0]!, row[1]!, row[2] ?? "" });
}
