using Recsys.Settings;

namespace Recsys.Model.Ingest;

/// <summary>The relation <c>products</c> (product, product_id, title, category, price, description), from a table or from the
/// events.</summary>
internal sealed class ProductStage(Database database)
{
    public static readonly string[] Targets = ["product_id", "title", "category", "price", "description"];

    /// <summary>Targets of products that come from events.</summary>
    public static readonly string[] Described = ["title", "category", "description"];

    /// <summary>Judges the product table; of the rows of one id the first sound one counts.</summary>
    public void FromTable(RawTable table, TableSettings settings)
    {
        var map = new ColumnMap(table, settings, "products").Allow(Targets);
        map.Check(database);
        var fault = Reason.First(
            ("product_id IS NULL", Reason.MissingProductId),
            ("title IS NULL", Reason.MissingTitle),
            ("price IS NULL AND price_text IS NOT NULL", Reason.BadPrice),
            ("price < 0", Reason.NegativePrice));
        database.Execute($"""
            CREATE TABLE {table.Staged} AS
            WITH read AS (
                SELECT {Sql.Row} AS row, {map.Where} AS wanted,
                    clean_id({map.Required("product_id")}) AS product_id, clean_text({map.Required("title")}) AS title,
                    clean_text({map.Optional("category")}) AS category, clean_text({map.Optional("price")}) AS price_text,
                    clean_text({map.Optional("description")}) AS description
                FROM {table.Relation}),
            parsed AS (SELECT *, parse_price(price_text) AS price FROM read)
            SELECT row, product_id, title, category, price, description,
                CASE WHEN NOT wanted THEN '{Reason.LeftOut}' ELSE coalesce({fault}, '{Reason.Kept}') END AS fate
            FROM parsed;
            CREATE TEMP TABLE firsts AS SELECT * FROM {table.Staged} WHERE row IN
                (SELECT min(row) FROM {table.Staged} WHERE fate = '{Reason.Kept}' GROUP BY product_id);
            UPDATE {table.Staged} AS s SET fate = '{Reason.DuplicateProduct}' FROM firsts f
            WHERE s.fate = '{Reason.Kept}' AND s.product_id = f.product_id
                AND (s.title, s.category, s.price, s.description) IS DISTINCT FROM (f.title, f.category, f.price, f.description);
            """);
        Number("SELECT product_id, title, category, price, description FROM firsts");
    }

    /// <summary>
    /// Derives the products from sound event rows: the latest non-empty title, category and description, those of rows with a user
    /// before others (stock corrections have none, and titles like "damaged"); the lower median of the positive prices.
    /// </summary>
    public void FromEvents(RawTable events) =>
        Number(
            $"""
            SELECT product_id, {Latest("title")} AS title, {Latest(
                "category"
            )} AS category, quantile_disc(price, 0.5) FILTER (price > 0) AS price, {Latest("description")} AS description
            FROM {events.Staged} WHERE describes AND fault IS NULL GROUP BY product_id HAVING count(title) > 0
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
