using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Contracts.Text;
using Recsys.Judge.Inputs;

namespace Recsys.Judge.Gates;

/// <summary>Subjects that a dataset's test part has, before any of them is scored.</summary>
/// <param name="Users">Users with a purchase in it.</param>
/// <param name="Queries">Distinct queries with a click in it.</param>
public sealed record SubjectCounts(int Users, int Queries)
{
    /// <summary>Counts in a dataset folder; none where a table is missing.</summary>
    public static SubjectCounts Of(string dataset) =>
        new(
            Distinct(
                Path.Combine(dataset, Tables.Events),
                Tables.EventColumns,
                row => row[2] == EventType.Purchase.Name() && row[5] == Tables.TestPart
            ),
            Distinct(
                Path.Combine(dataset, Tables.Searches),
                Tables.SearchColumns,
                row => row[2].Length > 0 && row[4] == Tables.TestPart
            )
        );

    private static int Distinct(string path, string[] columns, Func<string[], bool> counts) =>
        File.Exists(path) ? Tsv.Read(path, columns).Where(counts).Select(row => row[0]).Distinct(StringComparer.Ordinal).Count() : 0;
}

/// <summary>
/// What each gate will be able to decide, said before anything is scored: from the variance that the last verdict met, else
/// from an assumed one.
/// </summary>
public static class PowerForecast
{
    /// <summary>
    /// Standard deviation that is assumed of one subject's NDCG@10-like figure, or of its difference to another system. Between
    /// the bundle and its fp32 original little changes; between two trainings more; between two methods most.
    /// </summary>
    public static double Assumed(string? against) => against is null ? 0.4 : JudgedSystem.Of(against)?.AssumedDeviation ?? 0.35;

    /// <summary>One line a gate, in the order of their names.</summary>
    /// <param name="settings">The gates.</param>
    /// <param name="previous">The last verdict on this shop, if there is one.</param>
    /// <param name="counts">Subjects of the test part.</param>
    /// <param name="champion">Whether there is a champion.</param>
    public static IEnumerable<string> Lines(VerifySettings settings, Verdict? previous, SubjectCounts counts, bool champion) =>
        settings
            .Gates.OrderBy(gate => gate.Key, StringComparer.Ordinal)
            .Select(gate => $"{gate.Key}: {Line(gate.Value, previous, Subjects(gate.Value, settings, counts), champion)}");

    private static string Line(GateSettings gate, Verdict? previous, int subjects, bool champion)
    {
        var what = JudgedTask.OrFirst(gate.Task).Subjects;
        if (gate.Against == ScoreRow.Champion && !champion)
            return "there is no champion yet";
        var last = previous?.Gates.FirstOrDefault(old =>
            (old.Task, old.Metric, old.Against, old.Slice) == (gate.Task, gate.Metric, gate.Against, gate.Slice)
            && old is { Count: > 0, Margin80: > 0, Margin95: > 0 }
        );
        if (last is null && gate.Slice is { } slice)
            return $"not known before the slice {slice} was scored once";
        if (last is null && gate.Task == ScoreRow.Classify)
            return "not known before held-out products were scored once";
        // The number of held-out products and the size of a slice are known from the last verdict only.
        if (gate.Slice is not null || gate.Task == ScoreRow.Classify) subjects = last!.Count;
        if (subjects == 0) return $"no {what} in the test part, so nothing";
        // Margins shrink with the root of the number of subjects.
        var (at80, at95) = last is null
            ? PairedScoreFinding.Margins(Assumed(gate.Against) / Math.Sqrt(subjects))
            : (
                last.Margin80!.Value * Math.Sqrt((double)last.Count / subjects),
                last.Margin95!.Value * Math.Sqrt((double)last.Count / subjects)
            );
        return $"a margin of {NumberFormat.Short(at80)} (80 % power), {NumberFormat.Short(at95)} (95 %) with "
            + $"{NumberFormat.Count(subjects)} {what}, "
            + (last is null
                ? $"if the standard deviation is {Assumed(gate.Against).ToString(CultureInfo.InvariantCulture)} (assumed)"
                : "if they vary as in the last verdict");
    }

    private static int Subjects(GateSettings gate, VerifySettings settings, SubjectCounts counts)
    {
        var all = gate.Task == ScoreRow.Search ? counts.Queries : counts.Users;
        return settings.MaxUsers > 0 ? Math.Min(all, settings.MaxUsers) : all;
    }
}
