namespace Recsys.Contracts.Artifacts;

/// <summary>How much of one column of the dataset is filled.</summary>
/// <param name="Table"><c>products</c> or <c>searches</c>.</param>
/// <param name="Column">Of the table.</param>
/// <param name="Rows">Rows of the table.</param>
/// <param name="Filled">Those with a value.</param>
/// <param name="WithoutIt">What is amiss where no row has a value.</param>
public sealed record ColumnCompleteness(string Table, string Column, long Rows, long Filled, string WithoutIt)
{
    /// <summary>From 0 to 1; 0 without rows.</summary>
    public double Share => Rows == 0 ? 0 : (double)Filled / Rows;

    /// <summary>Of a column that is wholly empty; null where it is not.</summary>
    public string? Warning =>
        Rows > 0 && Filled == 0 ? FormattableString.Invariant($"{Table}: {Column} is empty in all {Rows:N0} rows: {WithoutIt}.") : null;
}

/// <summary>How complete a dataset's optional columns are. Those that every row must have are not listed.</summary>
public static class Completeness
{
    private static readonly Table[] Listed =
    [
        new(
            "products",
            Tables.Products,
            Tables.ProductColumns,
            ("title", "search finds nothing by its words"),
            ("category", "there is nothing to classify by, and the filter category is refused"),
            ("price", "results show none, and the filters price_min and price_max are refused"),
            ("description", "search and classification read titles alone")
        ),
        new(
            "searches",
            Tables.Searches,
            Tables.SearchColumns,
            ("user_id", "nobody's taste is known from them"),
            ("product", "without clicks search can be neither learned nor measured")
        ),
    ];

    /// <summary>One line a column, in the order of the tables; none of a table that is not there.</summary>
    /// <param name="dataset">The dataset's folder.</param>
    public static IReadOnlyList<ColumnCompleteness> Of(string dataset) => [.. Listed.SelectMany(table => table.Of(dataset))];

    private sealed record Table(string Name, string File, string[] Columns, params (string Name, string WithoutIt)[] Optional)
    {
        public IEnumerable<ColumnCompleteness> Of(string dataset)
        {
            var path = Path.Combine(dataset, File);
            if (!System.IO.File.Exists(path)) return [];
            var places = Optional.Select(column => Array.IndexOf(Columns, column.Name)).ToArray();
            var (rows, filled) = (0L, new long[places.Length]);
            foreach (var row in Tsv.Read(path, Columns))
            {
                rows++;
                for (var i = 0; i < places.Length; i++)
                    if (row[places[i]].Length > 0) filled[i]++;
            }
            return Optional.Select((column, i) => new ColumnCompleteness(Name, column.Name, rows, filled[i], column.WithoutIt));
        }
    }
}
