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

    /// <param name="measured">Results, each with the folder it lies in.</param>
    /// <exception cref="ArtifactException">A score file is missing or contradicts itself.</exception>
    public static BenchmarkResult Of(IReadOnlyList<(string Folder, QualityResult Result)> measured)
    {
        var sections = new List<BenchmarkSection>();
        var measurements = new List<Measurement>();
        foreach (var (folder, result) in measured)
        {
            foreach (var section in result.Sections) sections.Add(Section(folder, result, section, measurements));
            if (!result.Facts.TryGetValue("parity_cases", out var cases)) continue;
            var failed = result.Facts["parity_failed"];
            measurements.Add(
                new Measurement(
                    $"{result.Name}: rankings of the engine unlike those of training",
                    $"{NumberFormat.Count((long)failed)} of {NumberFormat.Count((long)cases)}",
                    "none",
                    failed == 0
                )
            );
        }
        var codes = measured.Select(one => one.Result.Code).Distinct().Count();
        return new BenchmarkResult(
            [
                $"Public datasets, taken through the verbs and scored through the serving engine; peers are computed in the same run. "
                    + $"Differences are of the first metric of a table. Intervals are two-sided 95 %, of {NumberFormat.Count(Resamples)} "
                    + $"paired bootstrap resamples of the subjects. "
                    + "A row of the table at the end fails when the bundle is proved worse than the best peer.",
                .. codes > 1
                    ? new[]
                    {
                        "The datasets were measured by different versions of the code: remove their results to measure them again.",
                    }
                    : [],
            ],
            measurements
        )
        {
            Sections = sections,
        };
    }

    private static BenchmarkSection Section(string folder, QualityResult result, QualitySection section, List<Measurement> measurements)
    {
        var figures = new QualityFigures(folder, section, Resamples, result.Seed);
        var leading = section.Metrics[0];
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
                        .. section.Metrics.Select(metric => NumberFormat.Short(figures.Of(system, metric))),
                        leads.TryGetValue(system, out var lead) ? Text(lead) : "",
                    ]
            )
            .ToList();
        if (leads.Keys.Where(JudgedSystem.IsBaseline).MaxBy(peer => figures.Of(peer, leading)) is { } best)
            measurements.Add(
                new Measurement(
                    $"{result.Name}, {section.Name}: bundle − {Labels.System(best)}, {leading}",
                    Text(leads[best]),
                    "not proved below 0",
                    leads[best].Upper(TwoSided) >= 0
                )
            );
        return new BenchmarkSection(
            $"{result.Title}: {section.Name}",
            [section.Protocol, Facts(result, figures.Subjects)],
            ["system", .. section.Metrics, $"bundle − system, {leading}"],
            table
        );
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
                + $"{Count("events_kept")} events; "
                + $"seed {result.Seed}.";
        return facts.TryGetValue("train_seconds", out var seconds)
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
