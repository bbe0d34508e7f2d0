using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Reports;

namespace Recsys.Build.Reporting;

/// <summary>Runs as lines of at most 80 columns, the newest last. Sizes are in millions of bytes.</summary>
public static class HistoryTable
{
    public const int Width = 80;
    private const string None = "-";

    // A positive width stands right, a negative one left.
    private static readonly (string Title, int Width, Func<RunRecord, string> Text)[] Columns =
    [
        ("when (UTC)", -16, run => Time(run).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
        ("target", -11, run => run.Target),
        ("outcome", -11, Outcome),
        ("NDCG@10", 7, run => Quality(run) is { } value ? Number(value, "0.0000") : None),
        ("bundle", 7, run => Size(run.BundleSize)),
        ("image", 7, run => Size(run.ImageSize)),
        ("seconds", 8, run => Number(run.Seconds, run.Seconds < 1000 ? "0.0" : "0")),
    ];

    public static IReadOnlyList<string> Of(IReadOnlyList<RunRecord> runs) =>
        runs.Count == 0
            ? ["No runs are recorded here yet."]
            :
            [
                Line(column => column.Title),
                .. runs.Select(run => Line(column => column.Text(run))),
                .. runs.Where(run => run.Override is not null).SelectMany(Overridden),
                "Sizes in MB; NDCG@10 of the recommendations, of the search where there are none.",
            ];

    // In full, since it is what somebody will be asked about; broken into lines.
    private static IEnumerable<string> Overridden(RunRecord run)
    {
        var line = "";
        foreach (
            var word in $"{Columns[0].Text(run)}: {Labels.Outcome(run.Override!.Outcome)} was overridden by {run.Override.By}: {run.Override.Reason}"
                .Split(' ')
                .SelectMany(word => word.Chunk(Width - 2).Select(part => new string(part)))
        )
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width)
            {
                yield return line;
                line = " ";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        yield return line;
    }

    /// <summary>When a run began.</summary>
    public static DateTime Time(RunRecord run) =>
        DateTime.Parse(run.Started, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    /// <summary>The one figure that stands for a run's quality; null when it did not come to Verify.</summary>
    public static double? Quality(RunRecord run) =>
        run.Ndcg is { Count: > 0 } ndcg
            ? ndcg.TryGetValue("recommend", out var value)
                ? value
                : ndcg.Values.First()
            : null;

    private static string Line(Func<(string Title, int Width, Func<RunRecord, string> Text), string> text) =>
        string.Join(
                "  ",
                Columns.Select(column =>
                {
                    var width = Math.Abs(column.Width);
                    var cell = text(column) is var full && full.Length > width ? full[..(width - 1)] + "…" : full;
                    return column.Width < 0 ? cell.PadRight(width) : cell.PadLeft(width);
                })
            )
            .TrimEnd();

    private static string Outcome(RunRecord run) => run.Outcome switch
    {
        RunRecord.VerifyFailed => "rejected",
        RunRecord.NotEnoughEvidence => "no evidence",
        RunRecord.Done when run.Override is not null => "overridden",
        _ => run.Outcome,
    };

    private static string Size(long? bytes) => bytes is { } size ? Number(size / 1e6, "0.0") : None;

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
