using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Reports;
using Spectre.Console;

namespace Recsys.Build.Reporting;

/// <summary>Runs as lines of a table, the newest last. Sizes are in millions of bytes.</summary>
public static class HistoryTable
{
    private const string None = "-";

    private static readonly (string Title, Func<RunRecord, string> Text)[] Columns =
    [
        ("when (UTC)", When),
        ("target", run => run.Target),
        ("outcome", Outcome),
        (">NDCG@10", run => Quality(run) is { } value ? Number(value, "0.0000") : None),
        (">bundle", run => Size(run.BundleSize)),
        (">image", run => Size(run.ImageSize)),
        (">seconds", run => Number(run.Seconds, run.Seconds < 1000 ? "0.0" : "0")),
    ];

    /// <param name="runs">The newest last.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<RunRecord> runs, int width)
    {
        if (runs.Count == 0) return ["No runs are recorded here yet."];
        var table = TableText.Of(Columns.Select(column => column.Title));
        table.Columns[0].NoWrap();
        foreach (var run in runs) table.Add(Columns.Select(column => column.Text(run)));
        return
        [
            .. TableText.Lines(table, width),
            // In full, since it is what somebody will be asked about.
            .. runs.Where(run => run.Override is not null).SelectMany(run => TableText.Lines(new Text(Overridden(run)), width)),
            "Sizes in MB; NDCG@10 of the recommendations, of the search where there are none.",
        ];
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

    private static string When(RunRecord run) => Time(run).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Overridden(RunRecord run) =>
        $"{When(run)}: {Labels.Outcome(run.Override!.Outcome)} was overridden by {run.Override.By}: {run.Override.Reason}";

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
