using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Inputs;

namespace Recsys.Judge.Slices;

/// <summary>The attributes of one task's subjects, in the order of its scores.</summary>
public sealed class SubjectTable
{
    private readonly Dictionary<string, int> _columns;
    private readonly IReadOnlyList<SubjectRow?> _rows;
    private readonly TaskScores _scores;

    /// <param name="scores">The task's scores.</param>
    /// <param name="subjects">Attributes of the subjects of all tasks; may be none at all.</param>
    /// <exception cref="ArtifactException">A scored subject has no attributes, or has them twice.</exception>
    public SubjectTable(TaskScores scores, SubjectRows subjects)
    {
        _scores = scores;
        _columns = subjects.Columns.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
        var known = new Dictionary<string, SubjectRow>(StringComparer.Ordinal);
        foreach (var row in subjects.Rows.Where(row => row.Task == scores.Task))
            if (!known.TryAdd(row.Subject, row)) throw Broken($"task {row.Task}, subject '{row.Subject}': it has more than one row");
        _rows = [.. scores.Subjects.Select(subject => known.GetValueOrDefault(subject)
            ?? (_columns.Count == 0 ? null : throw Broken($"task {scores.Task}, subject '{subject}': it is scored, but has no row")))];
    }

    /// <summary>Attributes that slices can be formed by.</summary>
    public IEnumerable<string> Columns => _columns.Keys.Prepend(SubjectRow.History);

    /// <summary>A subject's cell; empty where the attribute is unknown.</summary>
    public string Cell(int subject, string column)
    {
        // A query has no history: 0 there means nothing.
        if (column == SubjectRow.History)
            return _scores.Task == ScoreRow.Recommend
                ? _scores.Systems[0].Rows[subject].History.ToString(CultureInfo.InvariantCulture)
                : "";
        return _columns.TryGetValue(column, out var index) && _rows[subject] is { } row ? row.Values[index] : "";
    }

    /// <summary>Every subject's values of an attribute.</summary>
    public IEnumerable<string> Values(string column) => Enumerable.Range(0, _rows.Count)
        .SelectMany(subject => Cell(subject, column).Split(SubjectRow.Separator, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The subjects that belong to a slice, as positions.</summary>
    public int[] Members(SliceRule rule) => [.. Enumerable.Range(0, _rows.Count).Where(subject => rule.Holds(Cell(subject, rule.By)))];

    private static ArtifactException Broken(string what) =>
        new($"{Tables.Subjects}: {what}. Remedy: run Verify again; if it was written by a tool of your own, correct that tool.");
}
