using System.Globalization;

namespace Recsys.Contracts.Artifacts;

/// <summary><c>result.json</c> of one public dataset: what the quality tool measured there, for the suite that judges and prints
/// it.</summary>
public sealed record QualityResult
{
    public const int CurrentVersion = 1;
    public const string FileName = "result.json";

    public int FormatVersion { get; init; } = CurrentVersion;

    /// <summary>As <c>--only</c> names it.</summary>
    public required string Name { get; init; }

    /// <summary>Heading on the page.</summary>
    public required string Title { get; init; }

    /// <summary>Hash over the compiled tool and all it uses.</summary>
    public required string Code { get; init; }

    /// <summary>Hash over the settings and the public tables.</summary>
    public required string Inputs { get; init; }

    public required int Seed { get; init; }

    /// <summary>Products, users, events, seconds, memory, … by name.</summary>
    public required SortedDictionary<string, double> Facts { get; init; }

    public required List<QualitySection> Sections { get; init; }
}

/// <summary>One way in which the dataset was scored.</summary>
public sealed record QualitySection
{
    public required string Name { get; init; }

    /// <summary>Who is asked what, and what counts as right; one paragraph.</summary>
    public required string Protocol { get; init; }

    /// <summary>
    /// A file beside this one with every system over the same subjects: score rows, or, where <see cref="Depth"/> is 0, one value for each
    /// (<see cref="QualityValue"/>).
    /// </summary>
    public required string Scores { get; init; }

    /// <summary><c>recommend</c> or <c>search</c>: which score rows of the file; empty for values.</summary>
    public required string Task { get; init; }

    /// <summary>Metrics in the order of the columns; the first one decides who is the best peer.</summary>
    public required List<string> Metrics { get; init; }

    /// <summary>Products that could be shown.</summary>
    public required int Catalogue { get; init; }

    /// <summary>Ranks recorded in score rows; 0 for values.</summary>
    public required int Depth { get; init; }
}

/// <summary>What one subject counts for under one system, within [0, 1].</summary>
public sealed record QualityValue(string Subject, string System, string Metric, double Value)
{
    public static readonly string[] Header = ["subject", "system", "metric", "value"];

    public string[] ToFields() => [Subject, System, Metric, Value.ToString("R", CultureInfo.InvariantCulture)];

    /// <exception cref="FormatException">The value is no number.</exception>
    public static QualityValue FromFields(IReadOnlyList<string> fields) =>
        new(fields[0], fields[1], fields[2], double.Parse(fields[3], CultureInfo.InvariantCulture));
}
