using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Contracts.Text;
using Recsys.Judge.Inputs;
using Recsys.Judge.Metrics;
using Recsys.Judge.Slices;

namespace Recsys.Judge.Reports;

/// <summary>Who lost most in a slice, and what they were shown before and now. Reads what Verify left; 80 columns wide.</summary>
public static class SliceExplanation
{
    public const string ArgumentName = "explain-slice";
    private const int Shown = 10, TitleWidth = 34, SubjectWidth = 30;

    /// <summary>The lines to print.</summary>
    /// <param name="layout">The shop's folders, judged.</param>
    /// <param name="settings">The settings of the verdict.</param>
    /// <param name="name">The slice; of each task that has one of this name.</param>
    /// <exception cref="SettingsException">There is no such slice; names the nearest.</exception>
    public static IEnumerable<string> Lines(ArtifactLayout layout, VerifySettings settings, string name)
    {
        var verdict = ArtifactJson.Read<Verdict>(Path.Combine(layout.Verify, Verdict.FileName));
        var products = CatalogueFile.Read(layout.Bundle);
        var subjects = Path.Combine(layout.Verify, Tables.Subjects);
        var input = new JudgeInput
        {
            Rows = ScoreFile.Read(Path.Combine(layout.Verify, Tables.Scores)),
            Subjects = File.Exists(subjects) ? SubjectRows.Read(subjects) : SubjectRows.None,
            Settings = settings,
            Seed = verdict.Seed,
            CatalogueSize = products.Count,
            Bundle = verdict.Bundle,
            Materials = verdict.Materials,
        };
        var tasks = ScoreTable
            .Build(input.Rows, settings.Depth, products.Count)
            .Select(task => (Whole: task, Slices: new TaskSlices(task, input)))
            .ToList();
        var found = tasks
            .SelectMany(task =>
                task.Slices.Found.Where(slice => slice.Rule.Name == name).Select(slice => (slice.Rule, slice.Scores, task.Whole))
            )
            .ToList();
        if (found.Count == 0)
            throw Unknown(name, tasks.SelectMany(task => task.Slices.Found.Select(slice => slice.Rule.Name)).Distinct().ToList());
        return found.SelectMany(slice => Explain(slice.Rule, slice.Scores, slice.Whole.Subjects.Count, verdict, products));
    }

    private static IEnumerable<string> Explain(
        SliceRule rule,
        TaskScores scores,
        int all,
        Verdict verdict,
        IReadOnlyList<CatalogueProduct> products
    )
    {
        yield return $"{rule.Task}, slice {rule.Name}: {NumberFormat.Count(scores.Subjects.Count)} of {NumberFormat.Count(all)} "
            + $"{Labels.Subjects(rule.Task)}";
        yield return $"  {rule.Description}";
        if (scores.Of(ScoreRow.Bundle) is not { } now || Before(scores, verdict) is not { } before)
        {
            yield return "  There is nothing to compare the bundle with here.";
            yield break;
        }
        var lost = now.Rows.Zip(before.Rows, (after, earlier) => (Now: after, Before: earlier, Change: Ndcg(after) - Ndcg(earlier)))
            .Where(pair => pair.Change < 0).OrderBy(pair => pair.Change).ThenBy(pair => pair.Now.Subject, StringComparer.Ordinal).ToList();
        yield return $"  NDCG@10: {NumberFormat.Short(before.Rows.Average(Ndcg))} by {Labels.System(before.System)} before, "
            + $"{NumberFormat.Short(now.Rows.Average(Ndcg))} by the bundle now;"
            + $" {NumberFormat.Count(lost.Count)} lost";
        if (lost.Count > 0) yield return $"  The {Math.Min(Shown, lost.Count)} that lost most; * marks what was relevant:";
        foreach (var (index, pair) in lost.Take(Shown).Index())
        {
            yield return "";
            yield return $"{index + 1, 3}. "
                + $"{TerminalText.Fit(pair.Now.Subject, Math.Min(SubjectWidth, TerminalText.Width(pair.Now.Subject)))}: "
                + $"{NumberFormat.Short(Ndcg(pair.Before))} → {NumberFormat.Short(Ndcg(pair.Now))}, "
                + $"{NumberFormat.Count(pair.Now.Relevant)} relevant"
                + (rule.Task == ScoreRow.Recommend ? $", {NumberFormat.Count(pair.Now.History)} events" : "");
            yield return $"      {TerminalText.Fit(" before: " + Labels.System(before.System), TitleWidth + 3)}  now: bundle";
            for (var rank = 0; rank < Math.Max(pair.Before.Top.Length, pair.Now.Top.Length); rank++)
                yield return $"{rank + 1,5} {Product(pair.Before, rank, products)}  {Product(pair.Now, rank, products).TrimEnd()}";
        }
    }

    private static SystemScores? Before(TaskScores scores, Verdict verdict) =>
        TaskSlices.Opponent(scores, verdict.IsChampion) is { } opponent
            ? scores.Of(opponent)
            : scores.Systems.Where(system => JudgedSystem.IsBaseline(system.System)).MaxBy(system => system.Rows.Average(Ndcg));

    private static string Product(ScoreRow row, int rank, IReadOnlyList<CatalogueProduct> products)
    {
        if (rank >= row.Top.Length) return new string(' ', TitleWidth + 1);
        var product = products[row.Top[rank]];
        return (row.Ranks.Contains(rank + 1) ? "*" : " ")
            + TerminalText.Fit(product.Title.Length > 0 ? product.Title : product.Id, TitleWidth);
    }

    private static double Ndcg(ScoreRow row) => Metric.Ndcg10.Of(row);

    private static SettingsException Unknown(string name, IReadOnlyList<string> known) =>
        new([
            new SettingsMistake(
                "",
                $"--{ArgumentName}",
                $"there is no slice '{name}'.{(NearestName.Of(name, known) is { } near ? $" Did you mean '{near}'?" : "")} Slices: "
                    + $"{string.Join(", ", known)}."
            ),
        ]);
}
