using System.Globalization;
using System.Text.Json;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Reporting;

/// <summary>What a search for settings found: the best trials in lines of at most 80 columns, and how to try the winner.</summary>
public static class TuneTable
{
    public const int Width = 80;
    private const int Shown = 5;
    private const string AsTheyAre = "the settings as they are", Section = "train.";

    // The figures' names in tune/, and a title of at most nine characters.
    private static readonly (string Figure, string Title)[] Figures =
    [
        ("blended_ndcg@10", "recommend"),
        ("encoder_ndcg@10", "encoder"),
        ("search_ndcg@10", "search"),
    ];

    /// <summary>The trials of a folder, in their order.</summary>
    public static IReadOnlyList<TuneTrial> Read(string folder) =>
        [
            .. Directory
                .GetFiles(Path.Combine(folder, TuneTrial.Folder), "*.json")
                .Order(StringComparer.Ordinal)
                .Select(ArtifactJson.Read<TuneTrial>),
        ];

    /// <param name="trials">In their order; the first is the settings as they are.</param>
    /// <param name="winner">The overlay's file.</param>
    /// <param name="trial">The command that tries it.</param>
    public static IEnumerable<string> Of(IReadOnlyList<TuneTrial> trials, string winner, string trial)
    {
        var ranked = TuneTrial.Ranked(trials).ToList();
        var shown = ranked.Take(Shown).Concat(ranked.Skip(Shown).Where(trial => trial.Trial == 0));
        yield return $"{Counted(trials.Count, "trial")}, {trials.Count - ranked.Count} failed; NDCG@10 on the validation part.";
        yield return $"trial   score {string.Concat(Figures.Select(figure => $" {figure.Title,9}"))}  differs in";
        foreach (var line in shown.SelectMany(trial => Row(trial, trials[0]))) yield return line;
        yield return $"Score: weighted mean of the figures' ratios to trial {trials.First(trial => trial.Score is not null).Trial} "
            + $"(tune.search_weight).";
        yield return "The best of many flatters itself: only Verify, on the test part, can confirm it.";
        if (ranked[0].Trial == 0)
        {
            yield return "No trial is better than the settings as they are. Nothing was changed.";
            yield break;
        }
        yield return $"Nothing was changed. The settings of trial {ranked[0].Trial} are in";
        yield return $"  {winner}";
        yield return "To try them:";
        yield return $"  {trial}";
    }

    private static IEnumerable<string> Row(TuneTrial trial, TuneTrial present)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{trial.Trial, 5}  {trial.Score, 6:F4} {string.Concat(Figures.Select(figure => $" {Figure(trial, figure.Figure), 9}"))}  "
        );
        var (indent, empty) = (line.Length, true);
        foreach (var word in Words(trial, present))
        {
            if (!empty && line.Length + 1 + word.Length > Width)
            {
                yield return line;
                (line, empty) = (new string(' ', indent), true);
            }
            (line, empty) = (empty ? line + word : $"{line} {word}", false);
        }
        yield return line;
    }

    private static IEnumerable<string> Words(TuneTrial trial, TuneTrial present)
    {
        if (trial.Trial == 0) return AsTheyAre.Split(' ');
        var changes = trial.Settings.Where(setting => setting.Value.GetRawText() != present.Settings[setting.Key].GetRawText())
            .Select(setting => $"{setting.Key[Section.Length..]} {Text(setting.Value)}").ToList();
        return changes.Select((change, i) => i < changes.Count - 1 ? change + "," : change);
    }

    private static string Figure(TuneTrial trial, string name) =>
        trial.Figures.TryGetValue(name, out var value) ? value.ToString("F4", CultureInfo.InvariantCulture) : "-";

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
