using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Model.Ingest;

/// <summary>Events parsed and judged row by row: <c>staged_events</c>.</summary>
/// <param name="database">With the table read.</param>
/// <param name="mapped">The events.</param>
/// <param name="described">How they describe products; null where they do not.</param>
internal sealed class EventStage(Database database, MappedTable mapped, ColumnMap? described)
{
    private readonly RawTable _table = mapped.Raw;

    /// <summary>Whether the table says where its users are.</summary>
    public bool HasCountries => mapped.Map.Has("country");

    /// <summary>
    /// Judges everything but whether the product exists. <c>fault</c> is the row's own reason, also of rows without user:
    /// only sound rows may describe a product.
    /// </summary>
    public void Parse(long? asOf)
    {
        var map = mapped.Map;
        string Describe(string target) => (described is { } own && own.IsMapped(target) ? own : map)[target];
        var names = string.Join(", ", EventTypes.Names.Select(Sql.Text));
        var fault = Reason.First(
            ("product_id IS NULL", Reason.MissingProductId),
            ($"type IS NULL OR type NOT IN ({names})", Reason.BadType),
            ("ts IS NULL", Reason.BadTimestamp),
            (asOf is { } limit ? $"ts > {limit.ToString(CultureInfo.InvariantCulture)}" : "false", Reason.Future),
            ("quantity IS NULL OR quantity <= 0", Reason.BadQuantity),
            ("price IS NULL AND price_text IS NOT NULL", Reason.BadPrice),
            ("price < 0", Reason.NegativePrice));
        database.Execute($"""
            CREATE TABLE {_table.Staged} AS
            WITH read AS (
                SELECT {Sql.Row} AS row, {map.Where} AS wanted, {described?.Where ?? "false"} AS describes,
                    clean_id({map["user_id"]}) AS user_id, clean_id({map["product_id"]}) AS product_id,
                    {(map.Has("type") ? $"lower(clean_text({map["type"]}))" : "'purchase'")} AS type,
                    clean_text({map["timestamp"]}) AS time_text,
                    clean_text({map["quantity"]}) AS quantity_text, clean_text({map["price"]}) AS price_text,
                    clean_text({map["country"]}) AS country,
                    clean_text({Describe("title")}) AS title, clean_text({Describe("category")}) AS category,
                    clean_text({Describe("description")}) AS description
                FROM {_table.Relation}),
            parsed AS (
                SELECT *, parse_time(time_text) AS ts, parse_price(price_text) AS price,
                    CASE WHEN quantity_text IS NULL THEN 1
                        WHEN type = 'return' THEN abs(parse_count(quantity_text))
                        ELSE parse_count(quantity_text) END AS quantity
                FROM read),
            judged AS (SELECT *, {fault} AS fault FROM parsed)
            SELECT row, user_id, product_id, type, ts, quantity, price, {(HasCountries ? "country," : "")}
                {(described is not null ? "title, category, description," : "")} wanted AND describes AS describes, fault,
                CASE WHEN NOT wanted THEN '{Reason.LeftOut}' WHEN user_id IS NULL THEN '{Reason.Anonymous}'
                    ELSE coalesce(fault, '{Reason.Kept}') END AS fate
            FROM judged
            """);
    }

    /// <summary>Rejects what is left without a product.</summary>
    public void RequireProducts() =>
        database.Execute(
            $"UPDATE {_table.Staged} SET fate = '{Reason.UnknownProduct}' WHERE fate = '{Reason.Kept}' AND product_id NOT IN (SELECT "
                + $"product_id FROM products)"
        );
}
