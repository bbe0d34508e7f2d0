using Recsys.Contracts.Artifacts;
using Recsys.Settings;

namespace Recsys.Quality;

/// <summary>One way in which a dataset is measured. Its runs are measured, and kept, one by one.</summary>
/// <param name="Name">As <c>--only</c> names it behind the dataset.</param>
/// <param name="Protocol">Who is asked what, what is learned from, and what counts as right.</param>
/// <param name="Metrics">Columns; the first one decides.</param>
/// <param name="Measure">Takes the dataset through the pipeline and scores it.</param>
public sealed record Cell(
    string Name,
    string Protocol,
    IReadOnlyList<string> Metrics,
    Func<DatasetRun, CellRun, ScoredCell> Measure
)
{
    /// <summary>What the model knows beside events.</summary>
    public string SideInformation { get; init; } = "";

    /// <summary>Figures of others under the same protocol.</summary>
    public IReadOnlyList<PublishedFigure> Published { get; init; } = [];

    /// <summary>Repetitions.</summary>
    public IReadOnlyList<CellRun> Runs { get; init; } = [new("seed-1", 0)];

    /// <summary>What is other than in the dataset's settings.</summary>
    public Func<RecsysSettings, RecsysSettings> Settings { get; init; } = settings => settings;

    /// <summary>As the suite's page reads it.</summary>
    public QualityCell Of(IQualityDataset dataset) =>
        new()
        {
            Dataset = dataset.Name,
            Name = Name,
            Title = dataset.Title,
            Protocol = Protocol,
            SideInformation = SideInformation,
            Metrics = [.. Metrics],
            Published = [.. Published],
            Runs = [.. Runs.Select(run => run.Name)],
        };
}

/// <summary>One repetition of a cell.</summary>
/// <param name="Name">As <c>--only</c> names it behind the cell; also its folder.</param>
/// <param name="SeedOffset">Added to the seed of the settings.</param>
/// <param name="Shuffle">Seeds the order within a day where that is drawn.</param>
public sealed record CellRun(string Name, int SeedOffset, int Shuffle = 0)
{
    /// <summary>So many seeds of the model.</summary>
    public static IReadOnlyList<CellRun> Seeds(int count) => [.. Enumerable.Range(0, count).Select(i => new CellRun($"seed-{i + 1}", i))];

    /// <summary>So many orders within a day, with so many seeds of the model in turn.</summary>
    public static IReadOnlyList<CellRun> Shuffles(int count, int seeds) =>
        [.. Enumerable.Range(0, count).Select(i => new CellRun($"shuffle-{i + 1}", i % seeds, i + 1))];
}

/// <summary>Where the scores of a run lie.</summary>
/// <param name="Scores">File in the run's folder.</param>
/// <param name="Task">Which score rows of it; empty for values.</param>
/// <param name="Catalogue">Products that could be shown.</param>
/// <param name="Depth">Ranks recorded in score rows; 0 for values.</param>
public sealed record ScoredCell(string Scores, string Task, int Catalogue, int Depth);
