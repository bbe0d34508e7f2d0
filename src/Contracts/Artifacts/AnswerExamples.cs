namespace Recsys.Contracts.Artifacts;

/// <summary><c>verify/examples.json</c>: what the bundle and the one in production answer to a few queries and users, to be looked
/// at.</summary>
public sealed record AnswerExamples
{
    public const int CurrentVersion = 1;
    public const string FileName = "examples.json";

    public int FormatVersion { get; init; } = CurrentVersion;

    public required IReadOnlyList<AnswerExample> Examples { get; init; }
}

/// <summary>One question and its answers.</summary>
public sealed record AnswerExample
{
    /// <summary><see cref="ScoreRow.Search"/> or <see cref="ScoreRow.Recommend"/>.</summary>
    public required string Task { get; init; }

    /// <summary>What is asked, in words and without personal data.</summary>
    public required string Name { get; init; }

    /// <summary>The query; none for a user.</summary>
    public string? Query { get; init; }

    /// <summary>Titles of the user's last products, the newest first; those that few users bought have no name here.</summary>
    public IReadOnlyList<string>? History { get; init; }

    /// <summary>The first products of the bundle.</summary>
    public required IReadOnlyList<ShownProduct> After { get; init; }

    /// <summary>The first products of the champion; none where there is no other bundle in production.</summary>
    public IReadOnlyList<ShownProduct>? Before { get; init; }
}

/// <summary>A product of an answer.</summary>
/// <param name="Id">The shop's id.</param>
/// <param name="Title">May be empty.</param>
/// <param name="Wanted">Whether it was bought or clicked in the test part.</param>
public sealed record ShownProduct(string Id, string Title, bool Wanted);
