using Recsys.Contracts.Artifacts;
using Recsys.Judge.Statistics;

namespace Recsys.Judge.Reports;

/// <summary>What the reports show beside the judgement, read from the folders around it.</summary>
public sealed record ReportFacts
{
    public static readonly ReportFacts None = new();

    /// <summary>Figures of the pruning step by name; empty when nothing was pruned.</summary>
    public SortedDictionary<string, double> Pruning { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How training and fine-tuning went; without those that left no curve.</summary>
    public IReadOnlyList<LearningCurve> Curves { get; init; } = [];

    /// <summary>What is different from the champion; null where there is none or the bundle is itself the champion.</summary>
    public ChampionChanges? Changes { get; init; }

    /// <summary>How far the data have moved from the champion's; null where that cannot be told.</summary>
    public IReadOnlyList<Drift>? Drift { get; init; }

    /// <summary>The shop's own tables that the dataset was made of, to their hashes; empty where no record of that Ingest is
    /// there.</summary>
    public SortedDictionary<string, string> Sources { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How much of each column of the dataset that may be empty is filled; empty where that is not known.</summary>
    public IReadOnlyList<ColumnCompleteness> Completeness { get; init; } = [];

    /// <summary>Sizes, commit, date and changes; null where the judge alone is asked.</summary>
    public BuildFacts? Build { get; init; }

    /// <summary>A few answers to look at; null where nobody wrote any.</summary>
    public AnswerExamples? Examples { get; init; }

    /// <summary>Reads them.</summary>
    /// <param name="layout">The shop's folders.</param>
    /// <param name="champion">Folder of the bundle in production; null for none.</param>
    /// <param name="hashOfFolder">As <see cref="ContentHash.OfFolder"/>, perhaps from memory.</param>
    public static ReportFacts Read(ArtifactLayout layout, string? champion, Func<string, string> hashOfFolder)
    {
        var other = champion is not null && hashOfFolder(champion) != hashOfFolder(layout.Bundle);
        return new ReportFacts
        {
            Pruning = PruningFigures(layout.Prune),
            Curves =
            [
                .. new[]
                {
                    LearningCurve.Read("train", layout.Train),
                    LearningCurve.Read("prune", layout.Prune),
                }.OfType<LearningCurve>(),
            ],
            Changes = other ? ChampionChanges.Between(champion!, layout.Bundle) : null,
            Drift =
                other
                && ChampionChanges.Manifest(champion!).Profile is { } before
                && ChampionChanges.Manifest(layout.Bundle).Profile is { } now
                    ? PopulationStability.Compare(before, now)
                    : null,
            Sources = SourceTables(layout, hashOfFolder),
            Completeness = Contracts.Artifacts.Completeness.Of(layout.Dataset),
            Examples =
                Path.Combine(layout.Verify, AnswerExamples.FileName) is var examples && File.Exists(examples)
                    ? ArtifactJson.Read<AnswerExamples>(examples)
                    : null,
        };
    }

    private static SortedDictionary<string, double> PruningFigures(string folder)
    {
        var file = Path.Combine(folder, PruningReport.FileName);
        var figures = new SortedDictionary<string, double>(StringComparer.Ordinal);
        if (!File.Exists(file)) return figures;
        foreach (var layer in ArtifactJson.Read<PruningReport>(file).Layers)
        {
            figures[$"{layer.Name}: neurons kept"] = (double)layer.Kept.Count / layer.Neurons;
            figures[$"{layer.Name}: energy kept"] = layer.KeptEnergy;
        }
        return figures;
    }

    // The dataset does not name them: another export with the same rows gives the same dataset, and nothing is made again.
    private static SortedDictionary<string, string> SourceTables(ArtifactLayout layout, Func<string, string> hashOfFolder)
    {
        const string Table = "table ";
        var sources = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var record = Path.Combine(layout.Steps, "ingest.json");
        if (!File.Exists(record))
            return sources;
        if (Readable(record) is not { } ingest || !ingest.Outputs.ContainsValue(hashOfFolder(layout.Dataset)))
            return sources;
        foreach (var (name, hash) in ingest.Inputs.Where(input => input.Key.StartsWith(Table, StringComparison.Ordinal)))
            sources[name[Table.Length..]] = hash;
        return sources;
    }

    private static StepRecord? Readable(string record)
    {
        try
        {
            return ArtifactJson.Read<StepRecord>(record);
        }
        catch (ArtifactException)
        {
            return null; // as the pipeline itself: then nothing is known of that run
        }
    }
}
