using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Attestation;
using Recsys.Judge.Reports;

namespace Recsys.Testing.Judge;

/// <summary>A shop's artefact folders in a temporary place, small but whole.</summary>
internal sealed class Shop : IDisposable
{
    public static readonly VerifySettings Settings = Rows.Settings(
        ("lead", new GateSettings { Against = ScoreRow.Popularity, AtLeast = 0.05 })
    );

    private readonly string _root = Directory.CreateTempSubdirectory("recsys-verify-").FullName;

    public Shop()
    {
        foreach (var folder in new[] { Layout.Bundle, Layout.Dataset, Layout.Verify }) Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(Layout.Bundle, "items.bin"), "vectors");
        Tsv.Write(
            Path.Combine(Layout.Bundle, Tables.Catalogue),
            Tables.CatalogueColumns,
            Enumerable
                .Range(0, Rows.Catalogue)
                .Select(i =>
                    new[]
                    {
                        $"P{i}",
                        $"{(i % 3 == 0 && i > 0 ? "标题" : "Title")} {i}{(i == 5 ? new string('长', 40) : "")}",
                        $"c{i % 4} > d{i % 2}",
                        "",
                        $"{i}",
                    }
                )
        );
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in new[] { "items.bin", "catalogue.tsv" })
            files[name] = ContentHash.OfFile(Path.Combine(Layout.Bundle, name));
        File.WriteAllText(
            Path.Combine(Layout.Bundle, BundleManifest.FileName),
            ArtifactJson.Serialize(Manifests.Bundle() with { Files = files })
        );
        File.WriteAllText(Path.Combine(Layout.Dataset, DatasetManifest.FileName), ArtifactJson.Serialize(Manifests.Dataset()));
        WriteScores(0.4, 0.2);
        WriteBehaviour();
    }

    public ArtifactLayout Layout => new(_root);

    public string VerdictPath => Path.Combine(Layout.Verify, Verdict.FileName);

    public void WriteScores(double bundle, double popularity) =>
        Tsv.Write(
            Path.Combine(Layout.Verify, Tables.Scores),
            ScoreRow.Header,
            Rows.Coins(ScoreRow.Bundle, 150, bundle, 1)
                .Concat(Rows.Coins(ScoreRow.Popularity, 150, popularity, 2))
                .Select(row => row.ToFields())
        );

    /// <summary>Writes what was tried: all went well, but for what <paramref name="change"/> says.</summary>
    public void WriteBehaviour(Func<BehaviourReport, BehaviourReport>? change = null, string? golden = null)
    {
        var report = Rows.Behaviour(
            ContentHash.OfFolder(Layout.Bundle),
            ContentHash.OfFile(Path.Combine(Layout.Dataset, DatasetManifest.FileName)),
            golden
        );
        File.WriteAllText(
            Path.Combine(Layout.Verify, BehaviourReport.FileName),
            ArtifactJson.Serialize(change?.Invoke(report) ?? report)
        );
    }

    public VerifyReport Verify(SigningKey? key = null, string? golden = null) =>
        Verification.Run(Layout, Settings with { Golden = golden }, seed: 7, Rows.Provenance, key);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
