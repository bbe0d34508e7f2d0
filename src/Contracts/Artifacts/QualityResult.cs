using System.Globalization;

namespace Recsys.Contracts.Artifacts;

/// <summary><c>result.json</c> of one run of one cell: what the quality tool measured there, for the suite that judges and prints
/// it.</summary>
public sealed record QualityResult
{
    public const int CurrentVersion = 2;
    public const string FileName = "result.json";

    public int FormatVersion { get; init; } = CurrentVersion;

    /// <summary>Version of the code that made what was measured.</summary>
    public required string Code { get; init; }

    /// <summary>Hash over the settings and the public tables.</summary>
    public required string Inputs { get; init; }

    /// <summary>Of the model.</summary>
    public required int Seed { get; init; }

    /// <summary>Products, users, events, seconds, memory, the machine's load, … by name.</summary>
    public required SortedDictionary<string, double> Facts { get; init; }

    /// <summary>
    /// A file beside this one with every system over the same subjects: score rows, or, where <see cref="Depth"/> is 0, one value for each
    /// (<see cref="QualityValue"/>).
    /// </summary>
    public required string Scores { get; init; }

    /// <summary><c>recommend</c> or <c>search</c>: which score rows of the file; empty for values.</summary>
    public required string Task { get; init; }

    /// <summary>Products that could be shown.</summary>
    public required int Catalogue { get; init; }

    /// <summary>Ranks recorded in score rows; 0 for values.</summary>
    public required int Depth { get; init; }
}

/// <summary><c>cells.json</c>: every cell there is, measured or not. Run r of a cell leaves its result in
/// <c>&lt;dataset&gt;/&lt;cell&gt;/&lt;r&gt;</c>.</summary>
public sealed record QualityIndex(List<QualityCell> Cells)
{
    public const string FileName = "cells.json";
}

/// <summary>One way in which a public dataset is measured.</summary>
public sealed record QualityCell
{
    /// <summary>As <c>--only</c> names it.</summary>
    public required string Dataset { get; init; }

    /// <summary>As <c>--only</c> names it behind the dataset.</summary>
    public required string Name { get; init; }

    /// <summary>Heading of the dataset on the page.</summary>
    public required string Title { get; init; }

    /// <summary>Who is asked what, what is learned from, and what counts as right; one paragraph.</summary>
    public required string Protocol { get; init; }

    /// <summary>What the model knows of products beside events, which the peers do not; one sentence.</summary>
    public required string SideInformation { get; init; }

    /// <summary>Metrics in the order of the columns; the first one decides who is the best peer.</summary>
    public required List<string> Metrics { get; init; }

    /// <summary>Figures of others under the same protocol.</summary>
    public required List<PublishedFigure> Published { get; init; }

    /// <summary>Repetitions with other seeds or orders, whose means are shown.</summary>
    public required List<string> Runs { get; init; }
}

/// <summary>A system's figures as others have published them.</summary>
/// <param name="System">With its source.</param>
/// <param name="Values">One for each metric of the cell.</param>
public sealed record PublishedFigure(string System, List<double> Values);

/// <summary>What one subject counts for under one system, within [0, 1].</summary>
public sealed record QualityValue(string Subject, string System, string Metric, double Value)
{
    public static readonly string[] Header = ["subject", "system", "metric", "value"];

    public string[] ToFields() => [Subject, System, Metric, Value.ToString("R", CultureInfo.InvariantCulture)];

    /// <exception cref="FormatException">The value is no number.</exception>
    public static QualityValue FromFields(IReadOnlyList<string> fields) =>
        new(fields[0], fields[1], fields[2], double.Parse(fields[3], CultureInfo.InvariantCulture));
}
