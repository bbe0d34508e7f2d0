namespace Recsys.Model.Ingest;

/// <summary>What becomes of a row: kept, counted separately, or rejected for one reason.</summary>
public static class Reason
{
    public const string Kept = "kept", LeftOut = "left_out", Anonymous = "anonymous";

    /// <summary>The row has more or fewer columns than the header, an open quote, or is no JSON object.</summary>
    public const string UnreadableRow = "unreadable_row";

    public const string MissingProductId = "missing_product_id", MissingTitle = "missing_title", MissingQuery = "missing_query";
    public const string BadType = "bad_type", BadTimestamp = "bad_timestamp", Future = "future", BadQuantity = "bad_quantity";
    public const string BadPrice = "bad_price", NegativePrice = "negative_price";

    /// <summary>The product is in no kept product row.</summary>
    public const string UnknownProduct = "unknown_product";

    /// <summary>An earlier row has the same id with other content.</summary>
    public const string DuplicateProduct = "duplicate_product";

    /// <summary>SQL for the first condition that holds, else NULL.</summary>
    internal static string First(params (string Condition, string Reason)[] checks) =>
        $"CASE {string.Join(' ', checks.Select(check => $"WHEN {check.Condition} THEN '{check.Reason}'"))} END";
}
