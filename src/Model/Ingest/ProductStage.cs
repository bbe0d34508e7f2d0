using System.Globalization;

namespace Recsys.Model.Ingest;

/// <summary>The relation <c>products</c> (product, product_id, title, category, price, description), from tables, from the events, or from
/// both.</summary>
/// <param name="database">With the tables staged.</param>
/// <param name="say">Told what was found that a person should know.</param>
internal sealed class ProductStage(Database database, Action<string>? say)
{
    /// <summary>What a further table can fill.</summary>
    public static readonly string[] Filled = ["title", "category", "price", "description"];

    private static readonly string Columns = string.Join(", ", Filled);

    /// <summary>Judges the product tables. The first says which products there are; later ones fill what is empty.</summary>
    /// <param name="tables">At least one; null stands for what the events say.</param>
    /// <param name="events">Staged; null without.</param>
    public void Make(IReadOnlyList<MappedTable?> tables, RawTable? events)
    {
        var sources = new List<string>();
        foreach (var table in tables)
        {
            var source = string.Create(CultureInfo.InvariantCulture, $"described_{sources.Count + 1}");
            if (table is null) FromEvents(source, events!, lead: sources.Count == 0);
            else FromTable(source, table, sources.FirstOrDefault());
            sources.Add(source);
        }
        var lead = sources[0];
        var values = Filled.Select(column => $"coalesce({string.Join(", ", sources.Select(source => $"{source}.{column}"))}) AS {column}");
        var joins = sources.Skip(1).Select(source => $" LEFT JOIN {source} USING (product_id)");
        Number(
            sources.Count == 1
                ? $"SELECT product_id, {Columns} FROM {lead}"
                : $"SELECT product_id, {string.Join(", ", values)} FROM {lead}{string.Concat(joins)}"
        );
    }

    // Of the rows of one id the first sound one counts.
    private void FromTable(string source, MappedTable mapped, string? lead)
    {
        var (table, map) = (mapped.Raw, mapped.Map);
        var fault = Reason.First(
            ("product_id IS NULL", Reason.MissingProductId),
            (lead is null ? "title IS NULL" : "false", Reason.MissingTitle),
            ("price IS NULL AND price_text IS NOT NULL", Reason.BadPrice),
            ("price < 0", Reason.NegativePrice));
        database.Execute($"""
            CREATE TABLE {table.Staged} AS
            WITH read AS (
                SELECT {Sql.Row} AS row, {map.Where} AS wanted,
                    clean_id({map["product_id"]}) AS product_id, clean_text({map["title"]}) AS title,
                    clean_text({map["category"]}) AS category, clean_text({map["price"]}) AS price_text,
                    clean_text({map["description"]}) AS description
                FROM {table.Relation}),
            parsed AS (SELECT *, parse_price(price_text) AS price FROM read)
            SELECT row, product_id, {Columns},
                CASE WHEN NOT wanted THEN '{Reason.LeftOut}' ELSE coalesce({fault}, '{Reason.Kept}') END AS fate
            FROM parsed;
            """);
        if (lead is not null) LeaveOutUnknown(table, lead);
        database.Execute($"""
            CREATE TEMP TABLE {source} AS SELECT * FROM {table.Staged} WHERE row IN
                (SELECT min(row) FROM {table.Staged} WHERE fate = '{Reason.Kept}' GROUP BY product_id);
            UPDATE {table.Staged} AS s SET fate = '{Reason.DuplicateProduct}' FROM {source} f
            WHERE s.fate = '{Reason.Kept}' AND s.product_id = f.product_id
                AND (s.title, s.category, s.price, s.description) IS DISTINCT FROM (f.title, f.category, f.price, f.description);
            """);
    }

    // A price list may well have more than the shop sells: no fault, but worth a word, since it may be the ids that differ.
    private void LeaveOutUnknown(RawTable table, string lead)
    {
        var unknown = $"FROM {table.Staged} WHERE fate = '{Reason.Kept}' AND product_id NOT IN (SELECT product_id FROM {lead})";
        var count = database.Number($"SELECT count(*) {unknown}");
        if (count == 0) return;
        var first = database.Texts($"SELECT product_id {unknown} ORDER BY row LIMIT 1").First()[0];
        var rows = database.Number($"SELECT count(*) FROM {table.Relation}");
        say?.Invoke(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{table.Display}: {count:N0} of {rows:N0} rows are left out, since the first product table does not have their product, "
                    + $"such as '{first}'"
            )
        );
        database.Execute(
            $"UPDATE {table.Staged} SET fate = '{Reason.LeftOut}' WHERE fate = '{Reason.Kept}' AND product_id NOT IN "
                + $"(SELECT product_id FROM {lead})"
        );
    }

    /// <summary>
    /// Derives the products from sound event rows: the latest non-empty title, category and description, those of rows with a user
    /// before others (stock corrections have none, and titles like "damaged"); the lower median of the positive prices.
    /// </summary>
    private void FromEvents(string source, RawTable events, bool lead) =>
        database.Execute(
            $"""
            CREATE TEMP TABLE {source} AS
            SELECT product_id, {Latest("title")} AS title, {Latest(
                "category"
            )} AS category, quantile_disc(price, 0.5) FILTER (price > 0) AS price, {Latest("description")} AS description
            FROM {events.Staged} WHERE describes AND fault IS NULL GROUP BY product_id {(lead ? "HAVING count(title) > 0" : "")}
            """
        );

    private static string Latest(string column) => $"arg_max({column}, (user_id IS NOT NULL, ts, row)) FILTER ({column} IS NOT NULL)";

    /// <summary>Numbers the products from 0: by value where every id is a canonical integer, else ordinally.</summary>
    private void Number(string products)
    {
        database.Execute($"CREATE TABLE unordered AS {products}");
        var integers = IdType.Of(database, "unordered", "product_id") == IdType.Integer;
        var order = integers ? "CAST(product_id AS BIGINT)" : "product_id";
        database.Execute(
            $"CREATE TABLE products AS SELECT row_number() OVER (ORDER BY {order}) - 1 AS product, * FROM unordered ORDER BY product; "
                + $"DROP TABLE unordered;"
        );
    }
}

/// <summary>Whether ids are answered as JSON numbers.</summary>
internal static class IdType
{
    public const string Integer = "integer", Text = "text";

    /// <summary><see cref="Integer"/> when every id is a canonical integer of at most 18 digits.</summary>
    public static string Of(Database database, string relation, string column) =>
        database.Number($"SELECT count(*) FROM {relation} WHERE NOT regexp_full_match({column}, '0|-?[1-9][0-9]{"{0,17}"}')") == 0
            ? Integer
            : Text;
}
