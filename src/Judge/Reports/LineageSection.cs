using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Reports;

/// <summary>The hashes from the bundle back to the shop's tables.</summary>
internal static class LineageSection
{
    public static Html Of(VerifyReport report)
    {
        var verdict = report.Judgement.Verdict;
        var bundle = report.Bundle is { } made && verdict.Bundle is { } hash ? Part("Bundle", Bundle(made, hash)) : Html.Empty;
        var dataset =
            report.Dataset is { } taken && verdict.Dataset is { } manifest
                ? Part("Dataset", Dataset(report, taken, manifest))
                : Html.Empty;
        return Html.Of($"{bundle}{dataset}<h3>Verdict</h3>\n{HtmlReport.List(Verdict(verdict))}");
    }

    private static Html Part(string title, IEnumerable<(string, Html)> facts) =>
        Html.Of($"<h3>{title}</h3>\n{HtmlReport.List(facts)}\n");

    private static IEnumerable<(string, Html)> Bundle(BundleManifest bundle, string hash) =>
        [
            ("bundle", Code(hash)),
            .. bundle.Lineage.Select(entry => ($"made from: {entry.Key}", Code(entry.Value))),
            .. Files(bundle.Files),
        ];

    private static IEnumerable<(string, Html)> Dataset(VerifyReport report, DatasetManifest dataset, string hash) =>
        [
            ("manifest", Code(hash)),
            .. Files(dataset.Files),
            .. report.Facts.Sources.Select(table => ($"the shop's table: {table.Key}", Code(table.Value))),
        ];

    private static IEnumerable<(string, Html)> Verdict(Verdict verdict)
    {
        var materials = verdict.Materials;
        yield return ("champion", materials.Champion is { } champion ? Code(champion) : Html.Of($"none yet"));
        (string Name, string? Hash)[] hashes =
        [
            ("scores", materials.Scores),
            ("subjects", materials.Subjects),
            ("behaviour", materials.Behaviour),
            ("golden queries", materials.Golden),
            ("settings", materials.Provenance?.Settings),
            ("code", materials.Provenance?.Code),
        ];
        foreach (var (name, hash) in hashes)
            if (hash is not null) yield return (name, Code(hash));
    }

    private static IEnumerable<(string, Html)> Files(SortedDictionary<string, string> files) =>
        files.Select(file => ($"file: {file.Key}", Code(file.Value)));

    private static Html Code(string text) => Html.Of($"<code>{text}</code>");
}
