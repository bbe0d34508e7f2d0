namespace Recsys.Contracts.Artifacts;

/// <summary>
/// What is known about one user or query beside its scores, so that slices can be formed: a row of <c>verify/subjects.tsv</c>.
/// </summary>
/// <param name="Task">As in <see cref="ScoreRow.Task"/>.</param>
/// <param name="Subject">As in <see cref="ScoreRow.Subject"/>.</param>
/// <param name="Values">One cell for each attribute column: any number of values, separated by <see cref="Separator"/>.</param>
public sealed record SubjectRow(string Task, string Subject, IReadOnlyList<string> Values)
{
    /// <summary>Between the values of one cell.</summary>
    public const char Separator = '|';

    /// <summary>Attributes that <c>Model evaluate</c> writes. Another tool may write others; any column can form slices.</summary>
    public const string Recency = "recency",
        Category = "category",
        Popularity = "popularity",
        Language = "language",
        QueryLength = "query_length",
        Country = "country";

    /// <summary>The attribute that <c>scores.tsv</c> holds already.</summary>
    public const string History = "history";

    /// <summary>Values of <see cref="Popularity"/>.</summary>
    public const string Head = "head", Tail = "tail", New = "new";

    /// <summary>Values of <see cref="Language"/>.</summary>
    public const string Han = "han", Latin = "latin", Mixed = "mixed", Other = "other";

    /// <summary>The columns that <c>Model evaluate</c> writes.</summary>
    public static readonly string[] Columns = [Recency, Category, Popularity, Language, QueryLength, Country];

    /// <summary>The columns before the attributes.</summary>
    public static readonly string[] Key = ["task", "subject"];

    /// <summary>Several values as one cell; a separator inside a value becomes a slash.</summary>
    public static string Cell(IEnumerable<string> values) => string.Join(Separator, values.Select(value => value.Replace(Separator, '/')));
}

/// <summary>The attribute rows of a <c>subjects.tsv</c>.</summary>
/// <param name="Columns">Names of the attributes.</param>
/// <param name="Rows">Rows whose values are in the order of the columns.</param>
public sealed record SubjectRows(IReadOnlyList<string> Columns, IReadOnlyList<SubjectRow> Rows)
{
    public static readonly SubjectRows None = new([], []);

    /// <summary>Writes the file.</summary>
    public void Write(string path) =>
        Tsv.Write(path, [.. SubjectRow.Key, .. Columns], Rows.Select(row => (string[])[row.Task, row.Subject, .. row.Values]));

    /// <summary>Reads the file, whatever attributes it has.</summary>
    /// <exception cref="ArtifactException">Missing, or its columns are not task, subject and distinct attributes; names file and
    /// line.</exception>
    public static SubjectRows Read(string path)
    {
        var header = Tsv.ReadHeader(path);
        if (!header.Take(SubjectRow.Key.Length).SequenceEqual(SubjectRow.Key) || header.Distinct().Count() != header.Length)
            throw new ArtifactException(
                $"{path}, line 1: expected the columns {string.Join(", ", SubjectRow.Key)} and attributes of different names. Remedy: run "
                    + $"Verify again."
            );
        var key = SubjectRow.Key.Length;
        return new SubjectRows(header[key..], [.. Tsv.Read(path, header).Select(row => new SubjectRow(row[0], row[1], row[key..]))]);
    }
}
