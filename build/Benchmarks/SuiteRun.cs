using System.Text;
using Cake.Core;
using Cake.Core.Diagnostics;
using Recsys.Build.Arguments;
using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Text;

namespace Recsys.Build.Benchmarks;

/// <summary>Runs the suite that was named, shows and keeps its figures, and fails where one is outside its limit.</summary>
/// <param name="cake">Arguments, the repository, and the log.</param>
/// <param name="layout">The shop's artefacts.</param>
/// <param name="clock">For times.</param>
/// <param name="outcome">Told of a suite that there is not.</param>
public sealed class SuiteRun(ICakeContext cake, ArtifactLayout layout, TimeProvider clock, Outcome outcome)
{
    /// <param name="suites">Those there are.</param>
    /// <exception cref="FaultException">None was named, or a figure is outside its limit.</exception>
    public void Run(IReadOnlyList<IBenchmarkSuite> suites)
    {
        var suite = Named(suites, cake.Arguments.GetArguments(ArgumentNames.Suite).LastOrDefault());
        var result = suite.Run(layout, clock);
        foreach (var line in result.Lines()) cake.Log.Information("{0}", line);
        var page = Path.Combine(cake.Environment.WorkingDirectory.FullPath, "docs", "benchmarks", $"{suite.Name}.md");
        AtomicFile.Write(page, Page(suite, result));
        cake.Log.Information("{0}", $"Written: {page}");
        if (result.Measurements.FirstOrDefault(one => !one.Holds) is { } outside)
            throw new FaultException(
                $"The suite {suite.Name} does not keep its promise: {outside.What} is {outside.Measured}, limit {outside.Limit}. Remedy: "
                    + $"see {page}."
            );
    }

    private IBenchmarkSuite Named(IReadOnlyList<IBenchmarkSuite> suites, string? name)
    {
        if (suites.FirstOrDefault(suite => suite.Name == name) is { } found) return found;
        var names = suites.Select(suite => suite.Name).ToList();
        var nearest = name is null ? null : NearestName.Of(name, names);
        outcome.Record(OutcomeKind.SettingsWrong);
        throw new FaultException(
            new SettingsException([
                new SettingsMistake(
                    "",
                    $"--{ArgumentNames.Suite}",
                    $"{(name is null ? "name a suite" : $"there is no suite {name}")}."
                        + $"{(nearest is null ? "" : $" Did you mean {nearest}?")} Suites: {string.Join(", ", names)}."
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
            if (section.Columns.Count == 0) continue;
            Row(section.Columns);
            Row([.. section.Columns.Select(_ => "---")]);
            foreach (var row in section.Rows) Row(row);
            page.Append('\n');
        }
        if (result.Sections.Count > 0) page.Append("## Limits\n\n");
        page.Append("| what | measured | limit | |\n|---|---|---|---|\n");
        foreach (var one in result.Measurements)
            page.Append(
                $"| {one.What} | {one.Measured} | {one.Limit} | {(one.Holds ? one.Decision : $"**{one.Decision}**")} |\n"
            );
        return page.ToString();

        void Row(IReadOnlyList<string> cells) => page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }
}
