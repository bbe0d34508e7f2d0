using System.Text.Json;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Reports;
using Recsys.Steps;

namespace Recsys.Build.Pipeline;

/// <summary>What a run's artefacts say of themselves, for its record. Only of the steps that the run came to.</summary>
public static class RunFacts
{
    private const string Metric = "ndcg@10", System = "bundle";

    public static RunRecord Add(RunRecord record, RunJournal journal, ArtifactLayout layout, HashMemo hashes)
    {
        if (journal.Has("Quantize") && Directory.Exists(layout.Bundle))
            record = record with
            {
                Bundle = hashes.OfFolder(layout.Bundle),
                BundleSize = new DirectoryInfo(layout.Bundle).EnumerateFiles().Sum(file => file.Length),
            };
        var verdict = Path.Combine(layout.Verify, Verdict.FileName);
        if (journal.Has("Verify") && File.Exists(verdict))
            record = record with
            {
                Verdict = ArtifactJson.Read<Verdict>(verdict).Outcome,
                Ndcg = Ndcg(Path.Combine(layout.Verify, VerifyReport.JsonName)),
            };
        var image = Path.Combine(layout.Image, ImageInfo.FileName);
        if (journal.Has("DockerBuild") && File.Exists(image))
        {
            var info = ArtifactJson.Read<ImageInfo>(image);
            record = record with { ImageDigest = info.Digest, ImageSize = info.Size };
        }
        return record;
    }

    private static SortedDictionary<string, double>? Ndcg(string report)
    {
        if (!File.Exists(report)) return null;
        using var document = JsonDocument.Parse(File.ReadAllBytes(report));
        var means = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (
            var system in document
                .RootElement.GetProperty("systems")
                .EnumerateArray()
                .Where(system => system.GetProperty("system").GetString() == System)
        )
        foreach (
            var metric in system
                .GetProperty("metrics")
                .EnumerateArray()
                .Where(metric => metric.GetProperty("metric").GetString() == Metric)
        )
            means[system.GetProperty("task").GetString()!] = metric.GetProperty("mean").GetDouble();
        return means;
    }
}
