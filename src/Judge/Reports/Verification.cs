using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Judge.Attestation;
using Recsys.Judge.Inputs;
using Recsys.Judge.Judging;
using Recsys.Judge.Metrics;
using Recsys.Judge.Registration;

namespace Recsys.Judge.Reports;

/// <summary>Judges the scores in a shop's artefact folders and writes verdict and report beside them.</summary>
public static class Verification
{
    /// <summary>Reads <c>verify/scores.tsv</c>, <c>subjects.tsv</c>, <c>behaviour.json</c> and the manifests, judges, and writes the verify
    /// folder's other files.</summary>
    /// <param name="layout">The shop's folders; <c>verify/</c>, <c>bundle/</c> and <c>dataset/</c> must be there.</param>
    /// <param name="settings">Gates and resamples.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="provenance">Settings and code behind the scores.</param>
    /// <param name="key">Signs the statement, where there is one.</param>
    /// <param name="champion">Hash of the champion's folder; none where there is no champion.</param>
    /// <param name="registration">Whether the gates were registered before the training.</param>
    /// <param name="origins">Gate to where its settings were written.</param>
    /// <param name="facts">What the report shows beside the judgement.</param>
    /// <exception cref="ArtifactException">An artefact is missing or contradicts itself.</exception>
    /// <exception cref="SettingsException">A gate cannot be decided.</exception>
    public static VerifyReport Run(ArtifactLayout layout, VerifySettings settings, int seed, Provenance provenance, SigningKey? key = null,
        string? champion = null, ReportFacts? facts = null, GateRegistration? registration = null,
        IReadOnlyDictionary<string, string>? origins = null)
    {
        // Whatever happens from here on, no older verdict stays beside these scores.
        foreach (var file in new[] { Verdict.FileName, VerdictStatement.FileName, VerdictStatement.SignedName })
            File.Delete(Path.Combine(layout.Verify, file));
        var datasetPath = Path.Combine(layout.Dataset, DatasetManifest.FileName);
        var scoresPath = Path.Combine(layout.Verify, Tables.Scores);
        // A tool of the shop's own may leave the attributes out; then there are only slices by history.
        var subjectsPath = Path.Combine(layout.Verify, Tables.Subjects);
        var hasSubjects = File.Exists(subjectsPath);
        var behaviourPath = Path.Combine(layout.Verify, BehaviourReport.FileName);
        var bundle = ArtifactJson.Read<BundleManifest>(Path.Combine(layout.Bundle, BundleManifest.FileName));
        var dataset = ArtifactJson.Read<DatasetManifest>(datasetPath);
        var judgement = Adjudicator.Decide(new JudgeInput
        {
            Rows = ScoreFile.Read(scoresPath),
            Subjects = hasSubjects ? SubjectRows.Read(subjectsPath) : SubjectRows.None,
            Products = new ProductFacts(CatalogueFile.Read(layout.Bundle)),
            Settings = settings,
            Served = ServedEndpoints.Of(bundle, settings),
            Registration = registration ?? RegistrationDecision.Of(settings, null),
            Origins = origins ?? new Dictionary<string, string>(StringComparer.Ordinal),
            Seed = seed,
            CatalogueSize = bundle.Products,
            Bundle = ContentHash.OfFolder(layout.Bundle),
            Behaviour = ArtifactJson.Read<BehaviourReport>(behaviourPath),
            Materials = new Materials
            {
                Champion = champion,
                Dataset = ContentHash.OfFile(datasetPath),
                Scores = ContentHash.OfFile(scoresPath),
                Subjects = hasSubjects ? ContentHash.OfFile(subjectsPath) : null,
                Behaviour = ContentHash.OfFile(behaviourPath),
                Golden = settings.Golden is { } golden ? GoldenFile.HashOf(golden) : null,
                Provenance = provenance,
            },
        });
        var report = new VerifyReport(judgement, bundle, dataset) { Facts = facts ?? ReportFacts.None };
        report.Write(layout.Verify);
        VerdictStatement.Write(layout.Verify, judgement.Verdict, bundle.Name, key);
        return report;
    }
}
