using Recsys.Contracts.Artifacts;
using Recsys.Judge.Metrics;

namespace Recsys.Judge.Inputs;

/// <summary>One system's rankings within a task, in the order of <see cref="TaskScores.Subjects"/>.</summary>
public sealed record SystemScores(string System, IReadOnlyList<ScoreRow> Rows);

/// <summary>One task's rows: every system over exactly the same subjects, sorted, so that differences are paired.</summary>
public sealed record TaskScores(string Task, IReadOnlyList<string> Subjects, IReadOnlyList<SystemScores> Systems)
{
    public SystemScores? Of(string system) => Systems.FirstOrDefault(scores => scores.System == system);
}

/// <summary>Score rows, checked and aligned. The order of the rows in the file does not matter.</summary>
public static class ScoreTable
{
    /// <summary>Checks every row and groups them: tasks and systems in a fixed order, subjects by ordinal comparison.</summary>
    /// <exception cref="ArtifactException">A row contradicts itself, or two systems were not scored on the same subjects.</exception>
    public static IReadOnlyList<TaskScores> Build(IReadOnlyList<ScoreRow> rows, int depth, int catalogueSize)
    {
        foreach (var row in rows) Check(row, depth, catalogueSize);
        return [.. rows.GroupBy(row => row.Task, StringComparer.Ordinal).OrderBy(group => JudgedTask.Place(group.Key)).Select(Align)];
    }

    private static TaskScores Align(IGrouping<string, ScoreRow> task)
    {
        var systems = task.GroupBy(row => row.System, StringComparer.Ordinal)
            .OrderBy(group => JudgedSystem.Place(group.Key)).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new SystemScores(group.Key, Sort(group))).ToList();
        var first = systems[0];
        foreach (var other in systems.Skip(1)) RequireSameSubjects(task.Key, first, other);
        return new TaskScores(task.Key, [.. first.Rows.Select(row => row.Subject)], systems);
    }

    private static ScoreRow[] Sort(IEnumerable<ScoreRow> rows)
    {
        var sorted = rows.ToArray();
        Array.Sort(sorted, (a, b) => string.CompareOrdinal(a.Subject, b.Subject));
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Subject == sorted[i - 1].Subject) throw Wrong(sorted[i], "the subject has more than one row");
        }
        return sorted;
    }

    private static void RequireSameSubjects(string task, SystemScores first, SystemScores other)
    {
        var left = first.Rows.Select(row => row.Subject).Except(other.Rows.Select(row => row.Subject), StringComparer.Ordinal).ToArray();
        var right = other.Rows.Select(row => row.Subject).Except(first.Rows.Select(row => row.Subject), StringComparer.Ordinal).ToArray();
        if (left.Length + right.Length > 0)
        {
            throw Broken($"task {task}: {first.System} and {other.System} were not scored on the same subjects; "
                + string.Join("; ", new[] { Missing(first.System, left), Missing(other.System, right) }.Where(text => text.Length > 0)));
        }
        for (var i = 0; i < first.Rows.Count; i++)
        {
            var (a, b) = (first.Rows[i], other.Rows[i]);
            if (a.Relevant != b.Relevant) throw Wrong(b, $"{b.Relevant} relevant products, but {a.Relevant} under {a.System}");
            if (a.Truth != b.Truth) throw Wrong(b, $"the category '{b.Truth}', but '{a.Truth}' under {a.System}");
            if (a.History != b.History) throw Wrong(b, $"a history of {b.History} events, but {a.History} under {a.System}");
        }
    }

    private static string Missing(string system, string[] subjects) =>
        subjects.Length == 0
            ? ""
            : $"only {system} has "
                + string.Join(", ", subjects.Take(3).Select(subject => $"'{subject}'"))
                + $"{(subjects.Length > 3 ? $" and {subjects.Length - 3} more" : "")}";

    private static void Check(ScoreRow row, int depth, int catalogueSize)
    {
        if (JudgedTask.Of(row.Task) is null)
            throw Wrong(row, "the task is none of recommend, search and classify");
        if (row.System.Length == 0)
            throw Wrong(row, "the system has no name");
        if (row.History < 0)
            throw Wrong(row, $"a history of {row.History} events");
        if ((row.Task == ScoreRow.Classify) != (row.Truth.Length > 0))
            throw Wrong(row, row.Task == ScoreRow.Classify ? "no true category" : "a true category, though nothing is classified");
        if (row.Task != ScoreRow.Classify && row.Predicted.Length > 0)
            throw Wrong(row, "a predicted category, though nothing is classified");
        if (row.Task == ScoreRow.Classify && row.Ranks.Length + row.Top.Length > 0)
            throw Wrong(row, "products are ranked, though their category is asked for");
        if (row.Relevant < 1)
            throw Wrong(row, "nothing is relevant, so no metric is defined (0/0 is not a number)");
        if (row.Relevant > catalogueSize)
            throw Wrong(row, $"{row.Relevant} relevant products in a catalogue of {catalogueSize}");
        if (row.Ranks.Length > row.Relevant)
            throw Wrong(row, $"{row.Ranks.Length} relevant products found out of {row.Relevant}");
        for (var i = 0; i < row.Ranks.Length; i++)
        {
            if (row.Ranks[i] < 1 || row.Ranks[i] > depth) throw Wrong(row, $"rank {row.Ranks[i]} is not within 1 … {depth} (verify.depth)");
            if (i > 0 && row.Ranks[i] <= row.Ranks[i - 1]) throw Wrong(row, "ranks are not strictly ascending");
            if (row.Ranks[i] <= Metric.RecordedTop && row.Ranks[i] > row.Top.Length)
                throw Wrong(row, $"something relevant at rank {row.Ranks[i]}, but only {row.Top.Length} products shown");
        }
        if (row.Top.Length > Metric.RecordedTop) throw Wrong(row, $"more than {Metric.RecordedTop} products shown");
        for (var i = 0; i < row.Top.Length; i++)
        {
            if (row.Top[i] < 0 || row.Top[i] >= catalogueSize)
                throw Wrong(row, $"product {row.Top[i]} is not in the catalogue of {catalogueSize}");
            if (row.Top.AsSpan(0, i).Contains(row.Top[i]))
                throw Wrong(row, $"product {row.Top[i]} is shown twice");
        }
    }

    private static ArtifactException Wrong(ScoreRow row, string what) =>
        Broken($"{(row.Line > 0 ? $"line {row.Line}, " : "")}task {row.Task}, system {row.System}, subject '{row.Subject}': {what}");

    private static ArtifactException Broken(string what) =>
        new($"{Tables.Scores}: {what}. Remedy: run Verify again; if it was written by a tool of your own, correct that tool.");
}
