using System.Globalization;

namespace Recsys.Model.Ingest;

/// <summary>The search log parsed and judged: <c>staged_searches</c>. Searches without user or click are kept.</summary>
internal sealed class SearchStage(Database database, MappedTable mapped)
{
    public void Parse(long? asOf)
    {
        var (table, map) = (mapped.Raw, mapped.Map);
        var fault = Reason.First(
            ("query IS NULL", Reason.MissingQuery),
            ("ts IS NULL", Reason.BadTimestamp),
            (asOf is { } limit ? $"ts > {limit.ToString(CultureInfo.InvariantCulture)}" : "false", Reason.Future),
            ("product_id IS NOT NULL AND product_id NOT IN (SELECT product_id FROM products)", Reason.UnknownProduct));
        database.Execute($"""
            CREATE TABLE {table.Staged} AS
            WITH read AS (
                SELECT {Sql.Row} AS row, {map.Where} AS wanted,
                    clean_text({map["query"]}) AS query, clean_id({map["user_id"]}) AS user_id,
                    clean_id({map["product_id"]}) AS product_id, parse_time(clean_text({map["timestamp"]})) AS ts
                FROM {table.Relation})
            SELECT row, query, user_id, product_id, ts,
                CASE WHEN NOT wanted THEN '{Reason.LeftOut}' ELSE coalesce({fault}, '{Reason.Kept}') END AS fate
            FROM read
            """);
    }
}
