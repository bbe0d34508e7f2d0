namespace Recsys.Contracts.Artifacts;

/// <summary><c>result.json</c> of one public dataset: what the quality tool measured there, for the suite that judges and prints it.</summary>
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

    /// <summary>Score rows beside this file, every system over the same subjects.</summary>
    public required string Scores { get; init; }

    /// <summary><c>recommend</c> or <c>search</c>: which rows of the file.</summary>
    public required string Task { get; init; }

    /// <summary>Metrics in the order of the columns; the first one decides who is the best peer.</summary>
    public required List<string> Metrics { get; init; }

    /// <summary>Products that could be shown.</summary>
    public required int Catalogue { get; init; }

    /// <summary>Ranks recorded.</summary>
    public required int Depth { get; init; }
}
