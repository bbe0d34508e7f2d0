namespace Recsys.Model.Ingest;

/// <summary>
/// A table as it was read: every column text, with the 1-based data row. Rows that could not be parsed are in
/// <see cref="Unreadable"/> with their text.
/// </summary>
/// <param name="Name"><c>products</c>, <c>products_2</c>, <c>events</c> or <c>searches</c>.</param>
/// <param name="Display">How messages name the files.</param>
/// <param name="Columns">The table's own columns.</param>
internal sealed record RawTable(string Name, string Display, IReadOnlyList<string> Columns)
{
    public string Relation => $"raw_{Name}";

    /// <summary>Relation with the columns row and content.</summary>
    public string Unreadable => $"unreadable_{Name}";

    /// <summary>The rows with what became of each: row, fate.</summary>
    public string Staged => $"staged_{Name}";

    /// <summary>A list of the columns, quoted.</summary>
    public string ColumnList => string.Join(", ", Columns.Select(Sql.Name));
}
