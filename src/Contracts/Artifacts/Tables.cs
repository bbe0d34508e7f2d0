namespace Recsys.Contracts.Artifacts;

/// <summary>File names and columns of the tables inside artefact folders.</summary>
public static class Tables
{
    /// <summary><c>dataset/products.tsv</c>; the row number, from 0, is the product's index everywhere else.</summary>
    public const string Products = "products.tsv";
    public static readonly string[] ProductColumns = ["product_id", "title", "category", "price", "description"];

    /// <summary><c>dataset/events.tsv</c>, sorted by user, timestamp, then the table's own order; product is an index.</summary>
    public const string Events = "events.tsv";
    public static readonly string[] EventColumns = ["user_id", "product", "type", "timestamp", "quantity", "part"];

    /// <summary><c>dataset/searches.tsv</c>; product is the clicked one's index, or empty.</summary>
    public const string Searches = "searches.tsv";
    public static readonly string[] SearchColumns = ["query", "user_id", "product", "timestamp", "part"];

    /// <summary><c>dataset/users.tsv</c>, sorted like events: the users whose country is known. Left out where the events name no
    /// countries.</summary>
    public const string Users = "users.tsv";
    public static readonly string[] UserColumns = ["user_id", "country"];

    /// <summary><c>dataset/rejected.tsv</c>: the quarantine. row is the 1-based data row of the shop's table.</summary>
    public const string Rejected = "rejected.tsv";
    public static readonly string[] RejectedColumns = ["table", "row", "reason", "content"];

    /// <summary><c>history/history.tsv</c>, sorted like events: each user's newest events up to as_of.</summary>
    public const string History = "history.tsv";
    public static readonly string[] HistoryColumns = ["user_id", "product_id", "type", "timestamp"];

    /// <summary><c>bundle/catalogue.tsv</c>; row i belongs to item vector i. popularity: purchases in the train part.</summary>
    public const string Catalogue = "catalogue.tsv";
    public static readonly string[] CatalogueColumns = ["product_id", "title", "category", "price", "popularity"];

    /// <summary><c>bundle/categories.tsv</c>: row i names output i of the classifier.</summary>
    public static readonly string[] CategoriesColumns = ["category"];

    /// <summary><c>bundle/tags.tsv</c>: <c>kind</c> is <c>value</c>, <c>unit</c> or <c>prefix</c>, <c>text</c> folded, <c>tag</c> as it is
    /// answered.</summary>
    public static readonly string[] TagsColumns = ["kind", "text", "tag"];

    /// <summary><c>verify/scores.tsv</c>: <see cref="ScoreRow"/>.</summary>
    public const string Scores = "scores.tsv";

    /// <summary><c>verify/subjects.tsv</c>: <see cref="SubjectRows"/>.</summary>
    public const string Subjects = "subjects.tsv";

    public const string TrainPart = "train", ValidationPart = "validation", TestPart = "test";
}
