using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Recsys.Judge.Inputs;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Text;
using Recsys.Judge.Reports;
using Recsys.Judge.Statistics;

namespace Recsys.Build.Benchmarks;

/// <summary>From score rows of public datasets to tables: every system's figures, and how far the bundle is ahead of it.</summary>
public static class QualityPage
{
    private const int Resamples = 2_000;
    private const double TwoSided = 0.025;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The page as JSON.</summary>
    public static string Json(BenchmarkResult result) => JsonSerializer.Serialize(result, Readable) + "\n";

    /// <param name="results">Folder of the results, with the list of all cells.</param>
    /// <exception cref="ArtifactException">Nothing was measured, a score file is missing, or one contradicts itself.</exception>
    public static BenchmarkResult Of(string results)
    {
        var cells = ArtifactJson
            .Read<QualityIndex>(Path.Combine(results, QualityIndex.FileName))
            .Cells.Select(cell => (Cell: cell, Runs: Measured(results, cell)))
            .ToList();
        var runs = cells.SelectMany(one => one.Runs).ToList();
        if (runs.Count == 0)
            throw new ArtifactException(
                $"no public dataset was measured in {results}",
                "see above which files are missing, and name their folder with --data=FOLDER or "
                    + $"{QualitySuite.DataVariable}."
            );
        var measurements = new List<Measurement>();
        var sections = cells
            .Select(one => one.Runs.Count > 0 ? Section(one.Cell, one.Runs, measurements) : NotRun(one.Cell))
            .ToList();
        return new BenchmarkResult(
            [
                $"Public datasets, taken through the verbs and scored through the serving engine; peers are computed in the same run. "
                    + $"Differences are of the first metric of a table. Intervals are two-sided 95 %, of {NumberFormat.Count(Resamples)} "
                    + $"paired bootstrap resamples of the subjects, each of which counts with the mean of its runs. "
                    + "A row of the table at the end says whether the bundle is proved better or proved worse than the best peer, or "
                    + "neither; proved worse fails.",
                .. runs.Select(run => run.Result.Code).Distinct().Count() > 1
                    ? new[]
                    {
                        "The runs were measured by different versions of the code: remove their results to measure them again.",
                    }
                    : [],
            ],
            measurements
        )
        {
            Sections = sections,
        };
    }

    private static List<QualityRunOf> Measured(string results, QualityCell cell) =>
        [
            .. cell
                .Runs.Select(run => (Run: run, Folder: Path.Combine(results, cell.Dataset, cell.Name, run)))
                .Where(run => File.Exists(Path.Combine(run.Folder, QualityResult.FileName)))
                .Select(run => new QualityRunOf(
                    run.Run,
                    run.Folder,
                    ArtifactJson.Read<QualityResult>(Path.Combine(run.Folder, QualityResult.FileName))
                )),
        ];

    private static BenchmarkSection NotRun(QualityCell cell) =>
        new($"{cell.Title}: {cell.Name}", [cell.Protocol, $"**Not run.** `--only={cell.Dataset}/{cell.Name}` runs it."], [], []);

    private static BenchmarkSection Section(QualityCell cell, IReadOnlyList<QualityRunOf> runs, List<Measurement> measurements)
    {
        var figures = new QualityFigures(
            [.. runs.Select(run => (run.Folder, run.Result))],
            cell.Metrics,
            Resamples,
            runs[0].Result.Seed
        );
        var leading = cell.Metrics[0];
        var leads = figures.Systems.Contains(ScoreRow.Bundle)
            ? figures
                .Systems.Where(system => system != ScoreRow.Bundle)
                .ToDictionary(system => system, system => figures.Lead(ScoreRow.Bundle, system, leading), StringComparer.Ordinal)
            : [];
        var table = figures
            .Systems.Select(system =>
                (IReadOnlyList<string>)
                    [
                        Labels.System(system),
                        .. cell.Metrics.Select(metric => NumberFormat.Short(figures.Of(system, metric))),
                        leads.TryGetValue(system, out var lead) ? Text(lead) : "",
                    ]
            )
            .Concat(cell.Published.Select(one =>
                (IReadOnlyList<string>)[one.System, .. one.Values.Select(NumberFormat.Short), ""]))
            .ToList();
        if (leads.Keys.Where(JudgedSystem.IsBaseline).MaxBy(peer => figures.Of(peer, leading)) is { } best)
            measurements.Add(Compared($"{cell.Dataset}, {cell.Name}: bundle − {Labels.System(best)}, {leading}", leads[best]));
        if (runs.Any(run => run.Result.Facts.ContainsKey("parity_cases")))
        {
            double Sum(string name) => runs.Sum(run => run.Result.Facts.GetValueOrDefault(name));
            var failed = Sum("parity_failed");
            measurements.Add(
                new Measurement(
                    $"{cell.Dataset}, {cell.Name}: rankings of the engine unlike those of training",
                    $"{NumberFormat.Count((long)failed)} of {NumberFormat.Count((long)Sum("parity_cases"))}",
                    "none",
                    failed == 0
                )
                {
                    Decided = failed == 0 ? "none" : "some",
                }
            );
        }
        string[] about =
        [
            cell.Protocol,
            .. cell.SideInformation.Length > 0 ? [$"Side information: {cell.SideInformation}"] : Array.Empty<string>(),
            Facts(runs[0].Result, figures.Subjects),
            Runs(cell, runs, figures, leading),
        ];
        return new BenchmarkSection(
            $"{cell.Title}: {cell.Name}",
            about,
            ["system", .. cell.Metrics, $"bundle − system, {leading}"],
            table
        );
    }

    private static Measurement Compared(string what, Interval lead)
    {
        var worse = lead.Upper(TwoSided) < 0;
        return new Measurement(what, Text(lead), "not proved below 0", !worse)
        {
            Decided = worse ? "proved worse" : lead.Lower(TwoSided) > 0 ? "proved better" : "not decided",
        };
    }

    // What was run, with which seed under which load, and what was not.
    private static string Runs(QualityCell cell, IReadOnlyList<QualityRunOf> runs, QualityFigures figures, string metric)
    {
        var measured = runs.Select((run, i) =>
            $"{run.Name} (seed {run.Result.Seed}"
                + (
                    figures.Means[i].TryGetValue((ScoreRow.Bundle, metric), out var mean)
                        ? $", bundle {NumberFormat.Short(mean)}"
                        : ""
                )
                + (run.Result.Facts.TryGetValue("load_before", out var before)
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $", load {before:0.0} to {run.Result.Facts.GetValueOrDefault("load_after"):0.0}")
                    : "")
                + ")"
        );
        var missing = cell.Runs.Except(runs.Select(run => run.Name)).ToList();
        var bundle = figures.Systems.Contains(ScoreRow.Bundle) ? "" : " **The bundle was not run:** these are the peers alone.";
        return $"Runs: {string.Join(", ", measured)}.{bundle}{(missing.Count > 0 ? $" **Not run:** {string.Join(", ", missing)}." : "")}";
    }

    private static string Text(Interval lead) =>
        $"{Signed(lead.Estimate)} [{Signed(lead.Lower(TwoSided))}, {Signed(lead.Upper(TwoSided))}]";

    // Times to two significant digits, memory to 10 MiB: what a second run would say again.
    private static string Facts(QualityResult result, int subjects)
    {
        var facts = result.Facts;
        string Count(string name) => NumberFormat.Count((long)facts.GetValueOrDefault(name));
        var text =
            $"{NumberFormat.Count(subjects)} subjects; {Count("products")} products, {Count("users")} users, "
                + $"{Count("events_kept")} events.";
        return facts.TryGetValue("train_seconds", out var seconds) && seconds > 0
            ? text
                + $" Training: {facts.GetValueOrDefault("epochs")} epochs in {Rounded(seconds / 60)} "
                + $"minutes{Speed(facts["train_positions_per_second"])}, "
                + $"at most {NumberFormat.Count((long)Math.Round(facts["train_peak_memory_mib"] / 10) * 10)} MiB. The bundle has "
                + $"{(facts.GetValueOrDefault("bundle_bytes") / 1e6).ToString("0.0", CultureInfo.InvariantCulture)} MB."
            : text;
    }

    // A shop without events has no positions.
    private static string Speed(double positions) =>
        positions <= 0
            ? ""
            : $", {NumberFormat.Count((long)double.Parse(Rounded(positions), CultureInfo.InvariantCulture))} positions a second";

    private static string Rounded(double value)
    {
        if (value <= 0) return "0";
        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - 1);
        return (Math.Round(value / unit) * unit).ToString("0.##", CultureInfo.InvariantCulture);
    }

    private static string Signed(double value) => value.ToString("+0.0000;−0.0000;0.0000", CultureInfo.InvariantCulture);
}

/// <summary>A run that was measured.</summary>
internal sealed record QualityRunOf(string Name, string Folder, QualityResult Result);
