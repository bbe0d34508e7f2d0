using System.Globalization;

namespace Recsys.Contracts.Artifacts;

/// <summary>
/// One user, query or held-out product under one system: all that the judge reads. A row of <c>verify/scores.tsv</c>.
/// </summary>
public sealed record ScoreRow
{
    /// <summary>Tasks that <c>Model evaluate</c> scores.</summary>
    public const string Recommend = "recommend", Search = "search", Classify = "classify";

    /// <summary>Systems that <c>Model evaluate</c> scores.</summary>
    public const string Bundle = "bundle",
        Champion = "champion",
        Reference = "reference",
        Popularity = "popularity",
        ItemKnn = "item_knn",
        Ease = "ease",
        OwnFrequency = "own_frequency",
        Bm25 = "bm25",
        Majority = "majority",
        NaiveBayes = "naive_bayes";

    public static readonly string[] Header = ["task", "system", "subject", "history", "relevant", "ranks", "top", "truth", "predicted"];

    /// <summary><c>recommend</c>, <c>search</c> or <c>classify</c>.</summary>
    public required string Task { get; init; }

    public required string System { get; init; }

    /// <summary>User id, the query's text, or product id.</summary>
    public required string Subject { get; init; }

    /// <summary>Events of the user before the cut; 0 for queries.</summary>
    public required int History { get; init; }

    /// <summary>Number of relevant products.</summary>
    public required int Relevant { get; init; }

    /// <summary>1-based ranks, ascending, of the relevant products within the recorded depth.</summary>
    public required int[] Ranks { get; init; }

    /// <summary>The first ten products shown, as catalogue rows.</summary>
    public required int[] Top { get; init; }

    /// <summary>The product's category; empty where nothing is classified.</summary>
    public string Truth { get; init; } = "";

    /// <summary>The category that it was given; empty where none was, and where nothing is classified.</summary>
    public string Predicted { get; init; } = "";

    /// <summary>The line of the file that it was read from; 0 for none.</summary>
    public int Line { get; init; }

    public string[] ToFields() =>
    [
        Task, System, Subject, History.ToString(CultureInfo.InvariantCulture), Relevant.ToString(CultureInfo.InvariantCulture),
        string.Join(',', Ranks), string.Join(',', Top), Truth, Predicted,
    ];

    /// <exception cref="FormatException">A field is not as the header says.</exception>
    public static ScoreRow FromFields(IReadOnlyList<string> fields)
    {
        if (fields.Count != Header.Length) throw new FormatException($"expected {Header.Length} fields, found {fields.Count}");
        return new ScoreRow
        {
            Task = fields[0],
            System = fields[1],
            Subject = fields[2],
            History = Number(fields[3], "history"),
            Relevant = Number(fields[4], "relevant"),
            Ranks = Numbers(fields[5], "ranks"),
            Top = Numbers(fields[6], "top"),
            Truth = fields[7],
            Predicted = fields[8],
        };
    }

    private static int[] Numbers(string list, string field) =>
        list.Length == 0 ? [] : [.. list.Split(',').Select(text => Number(text, field))];

    private static int Number(string text, string field) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{field} has '{text}', expected whole numbers.");
}
