using System.Text;
using Recsys.Build.Benchmarks;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Text;

namespace Recsys.Build.Pipeline;

/// <summary>Runs the suite that was named, shows and keeps its figures, and fails where one is outside its limit.</summary>
/// <param name="context">Of the run.</param>
/// <param name="suites">Those there are; replaced in tests.</param>
public sealed class BenchmarkStep(BuildContext context, IReadOnlyList<IBenchmarkSuite>? suites = null)
{
    public const string SuiteName = "suite";

    private readonly IReadOnlyList<IBenchmarkSuite> _suites = suites ?? [new JudgeSuite(), new QualitySuite(context)];

    public void Run()
    {
        var suite = Named(context.Arguments.GetArguments(SuiteName).LastOrDefault());
        var result = suite.Run(context.Layout, context.Clock);
        foreach (var line in result.Lines()) context.Say(line);
        var page = Path.Combine(context.Root, "docs", "benchmarks", $"{suite.Name}.md");
        AtomicFile.Write(page, Page(suite, result));
        context.Say($"Written: {page}");
        if (result.Measurements.FirstOrDefault(one => !one.Holds) is { } outside)
            throw new FaultException(
                $"The suite {suite.Name} does not keep its promise: {outside.What} is {outside.Measured}, limit {outside.Limit}. Remedy: "
                    + $"see {page}."
            );
    }

    private IBenchmarkSuite Named(string? name)
    {
        if (_suites.FirstOrDefault(suite => suite.Name == name) is { } found) return found;
        var names = _suites.Select(suite => suite.Name).ToList();
        var nearest = name is null ? null : NearestName.Of(name, names);
        context.Outcome.Record(OutcomeKind.SettingsWrong);
        throw new FaultException(
            new SettingsException([
                new SettingsMistake(
                    "",
                    $"--{SuiteName}",
                    $"{(name is null ? "name a suite" : $"there is no suite {name}")}.{(nearest is null ? "" : $" Did you mean {nearest}?")} Suites: {string.Join(", ", names)}."
                ),
            ]).Message
        );
    }

    private static string Page(IBenchmarkSuite suite, BenchmarkResult result)
    {
        var page = new StringBuilder();
        page.Append($"# Benchmark: {suite.Name}\n\nWritten by `./build.sh --target=Benchmark --suite={suite.Name}`.\n\n");
        foreach (var paragraph in result.About) page.Append(paragraph).Append("\n\n");
        foreach (var section in result.Sections)
        {
            page.Append($"## {section.Title}\n\n");
            foreach (var paragraph in section.About) page.Append(paragraph).Append("\n\n");
            Row(section.Columns);
            Row([.. section.Columns.Select(_ => "---")]);
            foreach (var row in section.Rows) Row(row);
            page.Append('\n');
        }
        if (result.Sections.Count > 0) page.Append("## Limits\n\n");
        page.Append("| what | measured | limit | |\n|---|---|---|---|\n");
        foreach (var one in result.Measurements)
            page.Append(
                $"| {one.What} | {one.Measured} | {one.Limit} | {(one.Limit.Length == 0 ? "" : one.Holds ? "holds" : "**fails**")} |\n"
            );
        return page.ToString();

        void Row(IReadOnlyList<string> cells) => page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }
}
