using System.Diagnostics.CodeAnalysis;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Judge.Inputs;
using Recsys.Judge.Judging;
using Recsys.Judge.Metrics;
using Recsys.Judge.Reports;

namespace Recsys.Judge.Tool;

/// <summary>Judges a table of scores, whoever made it: with bundle, dataset and behaviour where they are given, and without them.</summary>
[RequiresUnreferencedCode("The gates file is read by reflection.")]
[RequiresDynamicCode("The gates file is read by reflection.")]
public static class ScoreJudgement
{
    /// <summary>Judges, and writes verdict and reports; each file appears whole, the verdict last.</summary>
    /// <exception cref="ArtifactException">A table is missing or contradicts itself.</exception>
    /// <exception cref="SettingsException">A gate cannot be decided, or the catalogue's size is not known.</exception>
    public static VerifyReport Run(JudgeRequest request)
    {
        var gates = GatesFile.Read(request.Gates);
        var bundle = request.Bundle is { } made
            ? ArtifactJson.Read<BundleManifest>(Path.Combine(made, BundleManifest.FileName))
            : null;
        var products = Products(request);
        var judgement = Adjudicator.Decide(
            new JudgeInput
            {
                Rows = request.Scores is { } scores ? ScoreFile.Read(scores) : [],
                Subjects = request.Subjects is { } subjects ? SubjectRows.Read(subjects) : SubjectRows.None,
                Products = products is null ? null : new ProductFacts(products),
                Settings = gates,
                MeasurementGates = gates.Measurements,
                Measurements = request.Measurements is { } values
                    ? MeasurementsFile.Read(values)
                    : new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal),
                Seed = request.Seed,
                CatalogueSize = products?.Count ?? request.CatalogueSize ?? Unknown(request),
                Bundle = request.Bundle is { } folder ? ContentHash.OfFolder(folder) : null,
                Behaviour = request.Behaviour is { } tried ? ArtifactJson.Read<BehaviourReport>(tried) : null,
                Materials = Materials(request, gates),
            }
        );
        var report = new VerifyReport(
            judgement,
            bundle,
            request.Dataset is { } dataset ? ArtifactJson.Read<DatasetManifest>(dataset) : null
        );
        if (request.Name is { } name) report = report with { GivenName = name };
        Directory.CreateDirectory(request.Out);
        // Whatever happens from here on, no older verdict stays beside these reports.
        File.Delete(Path.Combine(request.Out, Verdict.FileName));
        report.Write(request.Out);
        return report;
    }

    private static Materials Materials(JudgeRequest request, VerifySettings gates) =>
        new()
        {
            Dataset = Hash(request.Dataset),
            Champion = request.Champion is { } champion ? ContentHash.OfFolder(champion) : null,
            Scores = Hash(request.Scores),
            Subjects = Hash(request.Subjects),
            Behaviour = Hash(request.Behaviour),
            Golden = request.Behaviour is null ? null : Hash(gates.Golden),
            Provenance = new Provenance
            {
                Settings = ContentHash.OfFile(request.Gates),
                Code = ContentHash.OfFile(typeof(ScoreJudgement).Assembly.Location),
            },
        };

    private static string? Hash(string? file) =>
        file is null ? null
        : File.Exists(file) ? ContentHash.OfFile(file)
        : throw new ArtifactException($"{file} is missing.", "name a file that is there.");

    private static IReadOnlyList<CatalogueProduct>? Products(JudgeRequest request) =>
        request.Catalogue is { } file ? CatalogueFile.ReadFile(file)
        : request.Bundle is { } bundle ? CatalogueFile.Read(bundle)
        : null;

    // Coverage is a share of the catalogue, and a row may not have more relevant products than there are.
    private static int Unknown(JudgeRequest request) =>
        request.Scores is null
            ? 1
            : throw new SettingsException([
                new SettingsMistake(
                    "",
                    "--catalogue-size",
                    "the number of products is not known. Remedy: give it, or --catalogue, or --bundle."
                ),
            ]);
}
