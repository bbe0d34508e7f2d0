using System.Text;
using Recsys.Build.Benchmarks;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Settings;
using Recsys.Contracts.Text;

namespace Recsys.Build.Pipeline;

/// <summary>Runs the suite that was named, shows and keeps its figures, and fails where one is outside its limit.</summary>
public sealed class BenchmarkStep(BuildContext context)
{
    public const string SuiteName = "suite";

    private static readonly IBenchmarkSuite[] Suites = [new JudgeSuite()];

    public void Run()
    {
        var suite = Named(context.Arguments.GetArguments(SuiteName).LastOrDefault());
        var result = suite.Run(context.Layout, context.Clock);
        foreach (var line in result.Lines()) context.Say(line);
        var page = Path.Combine(context.Root, "docs", "benchmarks", $"{suite.Name}.md");
        AtomicFile.Write(page, Page(suite, result));
        context.Say($"Written: {page}");
        if (result.Measurements.FirstOrDefault(one => !one.Holds) is { } outside)
            throw new BuildException($"The suite {suite.Name} does not keep its promise: {outside.What} is {outside.Measured}, limit {outside.Limit}. Remedy: see {page}.");
    }

    private IBenchmarkSuite Named(string? name)
    {
        if (Suites.FirstOrDefault(suite => suite.Name == name) is { } found) return found;
        var names = Suites.Select(suite => suite.Name).ToList();
        var nearest = name is null ? null : NearestName.Of(name, names);
        context.Outcome.Record(OutcomeKind.SettingsWrong);
        throw new BuildException(new SettingsException([new SettingsMistake("", $"--{SuiteName}",
            $"{(name is null ? "name a suite" : $"there is no suite {name}")}.{(nearest is null ? "" : $" Did you mean {nearest}?")} Suites: {string.Join(", ", names)}.")]).Message);
    }

    private static string Page(IBenchmarkSuite suite, BenchmarkResult result)
    {
        var page = new StringBuilder();
        page.Append($"# Benchmark: {suite.Name}\n\nWritten by `./build.sh --target=Benchmark --suite={suite.Name}`.\n\n");
        foreach (var paragraph in result.About) page.Append(paragraph).Append("\n\n");
        page.Append("| what | measured | limit | |\n|---|---|---|---|\n");
        foreach (var one in result.Measurements) page.Append($"| {one.What} | {one.Measured} | {one.Limit} | {(one.Limit.Length == 0 ? "" : one.Holds ? "holds" : "**fails**")} |\n");
        return page.ToString();
    }
}
